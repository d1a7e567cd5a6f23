using VividMed.Inference;
using VividMed.Taxonomy;
using VividMed.Training.Onnx;
using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Graphs;
using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.Tests.VisionLanguage.Graphs;

/// <summary>Every graph is run and compared with Torch as it is made: to be given one is to know that both agree.</summary>
public sealed class NetworkGraphsTests
{
    private const int Words = 300;

    [Fact]
    public void Graphs_of_a_random_network_give_what_torch_gives_on_radiographs_and_volumes()
    {
        using var network = VividMedNetwork.Create(Words, TinyDataset.Network, seed: 3);

        var graphs = NetworkGraphs.Of(network, TinyDataset.Network, [Modality.Cxr, Modality.Ct]);

        Assert.Equal(
            ["decoder.onnx", "encoder-cxr.onnx", "grounding-cxr.onnx", "glance-cxr.onnx", "masks-cxr.onnx", "encoder-ct.onnx", "grounding-ct.onnx", "glance-ct.onnx", "masks-ct.onnx"],
            graphs.Select(static graph => graph.File));
        // What is rounded otherwise, no more: a sum left out would show here, and equal numbers would mean that nothing was compared.
        Assert.All(graphs, static graph => Assert.InRange(graph.Difference, 1e-9, 1e-4));
        Assert.All(graphs.SelectMany(static graph => graph.Inputs), static input => Assert.False(int.TryParse(input.Shape[0], out _), $"{input.Name} has a fixed first axis"));
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes()
    {
        using var network = VividMedNetwork.Create(Words, TinyDataset.Network, seed: 3);

        Assert.Equal(
            NetworkGraphs.Of(network, TinyDataset.Network, [Modality.Cxr]).Select(static graph => graph.Content),
            NetworkGraphs.Of(network, TinyDataset.Network, [Modality.Cxr]).Select(static graph => graph.Content));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_graph_of_another_networks_weights_is_refused(int depth)
    {
        using var network = VividMedNetwork.Create(Words, TinyDataset.Network, seed: 3);
        using var other = VividMedNetwork.Create(Words, TinyDataset.Network, seed: 4);
        using var section = TorchSection.Enter();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (graph, weights) = (new OnnxGraph("encoder"), new NetworkWeights(other));
        var grid = ImageGrid.For(depth, TinyDataset.Network);
        var sample = new GraphSample(network, TinyDataset.Network, EncoderGraph.Seen(grid, weights)).Encoder;
        EncoderGraph.Draw(new GraphLayers(graph, weights), grid);

        var refused = Assert.Throws<ModelException>(() => OnnxParity.Check(graph.ToBytes("", new Dictionary<string, string>()), sample.Inputs, sample.Expected, tolerance: 1e-2));

        Assert.Equal("parity-failed", refused.Code);
    }
}
