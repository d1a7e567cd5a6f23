using VividMed.Inference;
using VividMed.Training.Miniatures;
using VividMed.Training.Networks;
using VividMed.Training.Onnx;
using static TorchSharp.torch;

namespace VividMed.Training.Tests.Miniatures;

public sealed class SegmenterNetworkTests
{
    private static readonly SegmenterNetwork Network = new(X: 16, Y: 16, Z: 16, PromptWidth: 8, Channels: [16, 16, 16]);

    [Fact]
    public void The_voxels_that_the_loss_looks_at_are_those_that_the_masks_have()
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var weights = new WeightStore(5);
        using var random = new Generator(5);
        var operations = new TorchOperations(weights, training: false);
        var output = Network.Forward(operations, randn(new long[] { 1, 1, 16, 16, 16 }, generator: random), randn(new long[] { 3, 8 }, generator: random));
        var masks = Network.Logits(operations, output);
        for (var offset = 0; offset < SegmenterNetwork.Cell; offset++)
        {
            var lattice = SegmenterMiniature.Logits(output, [2, 0], [offset]);
            var expected = masks.index_select(1, tensor(new long[] { 2, 0 }))
                .slice(2, offset >> 2, 16, 2).slice(3, offset >> 1 & 1, 16, 2).slice(4, offset & 1, 16, 2).flatten(2);
            Assert.True(expected.allclose(lattice, 1e-4, 1e-4), $"offset {offset}");
        }
    }

    [Fact]
    public void A_window_copies_the_labels_of_the_same_voxels()
    {
        var labels = new uint[16 * 16 * 16];
        labels[(16 * ((16 * 5) + 2)) + 7] = 0b10;
        var window = new VolumeWindow(new VolumeExample(16, 16, 16, new float[labels.Length], labels), Network, new Random(1));
        var target = new float[2 * 8 * 512];
        window.CopyLabels([1, 0], [0, 1, 2, 3, 4, 5, 6, 7], target);

        // z 5, y 2, x 7 is voxel (1, 0, 1) of cell (2, 1, 3), in the first row because prompt 1 comes first.
        var at = (0b101 * 512) + (8 * ((8 * 2) + 1)) + 3;
        Assert.Equal(1, target[at]);
        Assert.Equal(1, target.Sum());
    }

    [Fact]
    public void Weights_come_back_from_the_exported_file_and_only_into_the_same_network()
    {
        using var weights = new WeightStore(1);
        using var again = new WeightStore(2);
        using var other = new WeightStore(1);
        foreach (var (store, network) in ((WeightStore, AnatomyNetwork)[])[(weights, new(32, 2, [16, 16])), (again, new(32, 2, [16, 16])), (other, new(32, 3, [16, 16]))])
        {
            using var none = no_grad();
            network.Forward(new TorchOperations(store, training: false), zeros(1, 3, 32, 32));
        }

        var graph = new OnnxGraph("test");
        graph.Output(new AnatomyNetwork(32, 2, [16, 16]).Forward(new OnnxOperations(weights, graph), graph.Input("x", "1", "3", "32", "32")), "y", "1", "2", "32", "32");
        var known = OnnxWeights.Read(graph.ToBytes("", new Dictionary<string, string>()));

        Assert.NotEqual(weights.Values("stem.weight"), again.Values("stem.weight"));
        again.CopyFrom(known);
        Assert.All(weights.Trainable, name => Assert.Equal(weights.Values(name), again.Values(name)));
        Assert.Equal("weights-differ", Assert.Throws<ModelException>(() => other.CopyFrom(known)).Code);
        Assert.Equal("model-unreadable", Assert.Throws<ModelException>(static () => OnnxWeights.Read([255, 1, 2, 3])).Code);
    }
}
