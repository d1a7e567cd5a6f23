using System.Runtime.InteropServices;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Phantoms.Radiographs;
using VividMed.Inference.Segmenters;
using VividMed.Training.Networks;
using VividMed.Training.Onnx;
using static TorchSharp.torch;

namespace VividMed.Training.Miniatures;

/// <summary>A miniature that outlines by prompt what is in phantom volumes.</summary>
internal sealed class SegmenterMiniature(SegmenterTask task) : Miniature(
    task.Id, task.Steps, learningRate: 5e-3, clip: 2, parityTolerance: 1e-2)
{
    private const int Batch = 2;
    private const string PromptFileName = "prompts.f32";
    private const string OutputName = "mask_logits";

    private static readonly int[] AllOffsets = [.. Enumerable.Range(0, SegmenterNetwork.Cell)];

    private SegmenterNetwork Network => task.Network;

    private WindowOptions Window => new(
        [Network.X, Network.Y, Network.Z], Overlap: 0.5, PaddingSide.Both, PadValue: 0, BatchHint: 1, SigmaScale: 0.125);

    private long[] Space => [Network.Z, Network.Y, Network.X];

    public override IReadOnlyDictionary<string, byte[]> SideFiles(WeightStore weights) => new Dictionary<string, byte[]>
    {
        [PromptFileName] = MemoryMarshal.AsBytes(weights.Values("prompts").AsSpan()).ToArray(),
    };

    public override ModelManifest Describe(Func<string, ModelFile> file)
    {
        var inputs = new Dictionary<string, string> { ["image"] = "image", ["prompts"] = "prompts" };
        return Manifest(ModelKind.PromptSegmenter, task.Modality, file, inputs, new() { ["masks"] = OutputName }, task.Prompts.Labels) with
        {
            Volume = task.Preparation,
            Window = Window,
            Mask = new MaskDecoding(Threshold: 0.5, MinComponentMm3: task.LeastMm3),
            Prompts = new PromptTable(file(PromptFileName), Network.PromptWidth, MaxPromptsPerCall: 24, Encoder: "learned table, one row a label"),
        };
    }

    public override IReadOnlyDictionary<string, double> Evaluate(
        ModelManifest manifest, int count, int firstSeed, RadiographKind radiographs, CancellationToken cancellationToken)
    {
        using var model = SegmenterModel.Open(manifest, new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
        SegmentationPrompt[] prompts = [.. manifest.Labels.Select(static label => new SegmentationPrompt(label.Target, label.Side))];
        var score = new SegmentationScore(manifest.Labels);
        for (var i = 0; i < count; i++)
        {
            var phantom = task.Usual(firstSeed + i);
            var truth = PhantomLabels.Of(manifest.Labels, phantom.Regions, phantom.Volume.Voxels.Length);
            score.Add(model.Segment(phantom.Volume, prompts, cancellationToken), truth);
        }

        return score.Metrics();
    }

    protected override void CreateWeights(TorchOperations operations) =>
        Network.Forward(operations, zeros([1, 1, .. Space]), Prompts(operations));

    protected override (IDisposable Examples, Func<double, Tensor> Loss) Learn(TorchOperations operations, int seed)
    {
        var pool = new ExamplePool<VolumeExample>(
            number => task.Example(task.Rich(number)), FirstSeed(seed), task.PoolSize, drawsPerFresh: 8);
        var random = new Random(seed);
        return (pool, done => Loss(operations, pool, random, done));
    }

    protected override void Draw(OnnxGraph graph, OnnxOperations operations)
    {
        string[] space = [$"{Network.Z}", $"{Network.Y}", $"{Network.X}"];
        var image = graph.Input("image", ["batch", "1", .. space]);
        var prompts = graph.Input("prompts", "prompts", $"{Network.PromptWidth}");
        var masks = Network.Logits(operations, Network.Forward(operations, image, prompts));
        graph.Output(masks, OutputName, ["batch", "prompts", .. space]);
    }

    protected override ((string Name, float[] Values, long[] Shape)[] Inputs, (string Name, Tensor Value)[] Outputs) Compute(
        TorchOperations operations, WeightStore weights)
    {
        var length = Network.X * Network.Y * Network.Z;
        var voxels = new float[2 * length];
        for (var i = 0; i < 2; i++)
        {
            new VolumeWindow(task.Example(task.Usual(i)), Network, new Random(i)).CopyVoxels(voxels.AsSpan(i * length, length));
        }

        long[] shape = [2, 1, .. Space];
        var masks = Network.Logits(operations, Network.Forward(operations, tensor(voxels).reshape(shape), Prompts(operations)));
        return ([("image", voxels, shape), ("prompts", weights.Values("prompts"), weights.Shape("prompts"))], [(OutputName, masks)]);
    }

    private Tensor Loss(TorchOperations operations, ExamplePool<VolumeExample> pool, Random random, double done)
    {
        var voxels = Network.X * Network.Y * Network.Z;
        var image = new float[Batch * voxels];
        var windows = new VolumeWindow[Batch];
        for (var i = 0; i < Batch; i++)
        {
            windows[i] = new VolumeWindow(pool.Draw(), Network, random);
            windows[i].CopyVoxels(image.AsSpan(i * voxels, voxels));
        }

        var output = Network.Forward(operations, tensor(image).reshape([Batch, 1, .. Space]), Prompts(operations));
        var loss = new SegmentationLoss(done);
        var total = Part(task.Prompts.Coarse, [random.Next(SegmenterNetwork.Cell)]);
        if (task.Prompts.Fine.Length > 0) total += Part(task.Prompts.Fine, AllOffsets);
        return total / task.Prompts.Labels.Count;

        Tensor Part(int[] prompts, int[] offsets)
        {
            var length = prompts.Length * offsets.Length * voxels / SegmenterNetwork.Cell;
            var wanted = new float[Batch * length];
            for (var i = 0; i < Batch; i++) windows[i].CopyLabels(prompts, offsets, wanted.AsSpan(i * length, length));
            return loss.Of(
                Logits(output, prompts, offsets), tensor(wanted).reshape(Batch, prompts.Length, -1),
                [.. prompts.Select(row => task.Prompts.Weights[row])]);
        }
    }

    /// <summary>Some prompts on some voxels of every cell: [B, prompts, offsets x cells].</summary>
    /// <param name="prompts">Rows of the output's prompts.</param>
    /// <param name="offsets">Voxels of a cell, 0..7.</param>
    internal static Tensor Logits(SegmenterOutput<Tensor> output, int[] prompts, int[] offsets)
    {
        var (batch, channels) = (output.Features.shape[0], output.Features.shape[1]);
        var vectors = output.Vectors.index_select(1, Index(prompts))
            .reshape(batch, prompts.Length, SegmenterNetwork.Cell, channels)
            .index_select(2, Index(offsets));
        return vectors.reshape(batch, -1, channels)
            .matmul(output.Features)
            .reshape(batch, prompts.Length, -1) + output.Biases.index_select(1, Index(prompts));

        static Tensor Index(int[] rows) => tensor(Array.ConvertAll(rows, static row => (long)row));
    }

    private Tensor Prompts(TorchOperations operations) =>
        operations.Parameter("prompts", 1, task.Prompts.Labels.Count, Network.PromptWidth);
}
