using TorchSharp;
using VividMed.Inference;
using static TorchSharp.torch;

namespace VividMed.Training;

/// <summary>phantom-dino-mini: boxes on phantom radiographs.</summary>
internal sealed class DetectorMiniature : IMiniature
{
    private const int Batch = 8;
    private const int PoolSize = 1200;
    private const double LearningRate = 1.2e-3;
    private const double ParityTolerance = 1e-3;
    private const double LowestScore = 0.02;

    private static readonly DetectorNetwork Network = new(
        Size: 256, PhantomRadiographs.Classes.Count, Queries: 40, Width: 64, Channels: [16, 32, 64, 64], DecoderLayers: 2);

    private static readonly RadiographPreprocessing Preparation = new(
        Channels: 3, Network.Size, Network.Size,
        [new ResizeStep(ResizeMode.Longest), new DivideStep(255), new NormalizeStep([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])],
        PadValue: 0, BatchHint: 8);

    public string Id => "phantom-dino-mini";

    public int DefaultSteps => 2400;

    public TrainedNetwork Train(int steps, int seed, IReadOnlyDictionary<string, (float[] Values, long[] Shape)>? start, IProgress<MiniatureProgress>? progress, CancellationToken cancellation)
    {
        var weights = new WeightStore(seed);
        using (TorchSection.Enter())
        using (no_grad()) Network.Forward(new TorchOperations(weights, training: false), zeros(1, 3, Network.Size, Network.Size));
        if (start is not null) weights.CopyFrom(start);
        using var pool = new ExamplePool<RadiographExample>(MakeExample, FirstSeed(seed), PoolSize, drawsPerFresh: 16);
        var random = new Random(seed);
        var operations = new TorchOperations(weights, training: true);
        var (average, losses) = new TrainingLoop(Id, steps, LearningRate, clip: 1).Run(weights, _ => Loss(operations, pool, random), progress, cancellation);
        weights.Dispose();
        return new TrainedNetwork(average, losses);
    }

    public (byte[] Model, double Difference) Export(WeightStore weights)
    {
        var graph = new OnnxGraph(Id);
        var size = Network.Size.ToString();
        var output = Network.Forward(new OnnxOperations(weights, graph), graph.Input("pixel_values", "batch", "3", size, size)).Final;
        graph.Output(output.Logits, "pred_logits", "batch", $"{Network.Queries}", $"{Network.Classes}");
        graph.Output(output.Boxes, "pred_boxes", "batch", $"{Network.Queries}", "4");
        var model = graph.ToBytes(MiniatureBuilder.IntendedUse, MiniatureBuilder.Properties);

        using var section = TorchSection.Enter();
        using var scope = NewDisposeScope();
        using var none = no_grad();
        // Pictures, not noise: with noise many tokens score alike, and the order of equal proposals is nobody's promise.
        var input = new float[2 * 3 * Network.Size * Network.Size];
        for (var i = 0; i < 2; i++) RadiographPreparation.Prepare(PhantomRadiographs.Make(i, 320, 320).Image, Preparation, input.AsSpan(i * input.Length / 2, input.Length / 2));
        long[] shape = [2, 3, Network.Size, Network.Size];
        var expected = Network.Forward(new TorchOperations(weights, training: false), tensor(input).reshape(shape)).Final;
        return (model, OnnxParity.Check(
            model,
            [("pixel_values", input, shape)],
            [("pred_logits", expected.Logits.contiguous().data<float>().ToArray()), ("pred_boxes", expected.Boxes.contiguous().data<float>().ToArray())],
            ParityTolerance));
    }

    public IReadOnlyDictionary<string, byte[]> SideFiles(WeightStore weights) => new Dictionary<string, byte[]>();

    public ModelManifest Describe(Func<string, ModelFile> file) => new()
    {
        SchemaReference = MiniatureBuilder.SchemaReference,
        Schema = ModelManifest.CurrentSchema,
        Id = Id,
        Version = "1",
        Kind = ModelKind.Detector,
        Modality = "CXR",
        License = "MIT",
        IntendedUse = MiniatureBuilder.IntendedUse,
        Model = file(MiniatureBuilder.ModelFileName),
        Inputs = new Dictionary<string, string> { ["image"] = "pixel_values" },
        Outputs = new Dictionary<string, string> { ["logits"] = "pred_logits", ["boxes"] = "pred_boxes" },
        Radiograph = Preparation,
        Detection = new DetectionDecoding(DetectionFormat.DetrRaw, BoxFrame.Padded, TopK: 100, ScoreThreshold: 0.3, SuppressionIoU: 0.6),
        Labels = [.. PhantomRadiographs.Classes.Select(static label => new ModelLabel(label.Name, label.Target))],
    };

    public IReadOnlyDictionary<string, double> Evaluate(ModelManifest manifest, int count, int firstSeed, CancellationToken cancellation)
    {
        // Everything that the model has seen, so that the precision can be followed down to the last box.
        var all = manifest with { Detection = manifest.Detection! with { ScoreThreshold = LowestScore }, Labels = [.. manifest.Labels.Select(static label => label with { ScoreThreshold = null })] };
        using var model = DetectorModel.Open(all, new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
        var score = new DetectionScore([.. manifest.Labels.Select(static label => label.Name)]);
        var indices = manifest.Labels.Select(static (label, i) => (label.Name, i)).ToDictionary();
        for (var i = 0; i < count; i++)
        {
            var (width, height) = MiniatureBuilder.EvaluationSize(i);
            var example = PhantomRadiographs.Make(firstSeed + i, width, height);
            var found = model.Detect([example.Image], cancellation)[0];
            score.Add([.. found.Select(box => (indices[box.Label], box.Box, box.Score))], example.Truth);
        }

        return score.Metrics(label => manifest.Labels[label].ScoreThreshold ?? manifest.Detection!.ScoreThreshold);
    }

    private static Tensor Loss(TorchOperations operations, ExamplePool<RadiographExample> pool, Random random)
    {
        var length = 3 * Network.Size * Network.Size;
        var pixels = new float[Batch * length];
        var truth = new List<IReadOnlyList<(int, float[])>>();
        for (var i = 0; i < Batch; i++)
        {
            var example = PhantomRadiographs.Crop(pool.Draw(), random);
            RadiographPreparation.Prepare(example.Image, Preparation, pixels.AsSpan(i * length, length));
            truth.Add([.. example.Truth.Where(static item => item.Box.Volume > 0).Select(item => (item.Label, Shares(example, item.Box)))]);
        }

        var output = Network.Forward(operations, tensor(pixels).reshape(Batch, 3, Network.Size, Network.Size));
        return DetectionLoss.Of(output, truth, Network.Grid);
    }

    /// <summary>(cx, cy, w, h) as shares of the padded square.</summary>
    private static float[] Shares(RadiographExample example, Imaging.Box box)
    {
        var longest = (double)Math.Max(example.Image.Width, example.Image.Height);
        return [(float)(box.CenterX / longest), (float)(box.CenterY / longest), (float)((box.X1 - box.X0) / longest), (float)((box.Y1 - box.Y0) / longest)];
    }

    /// <summary>Near the network's own size, so that drawing a phantom does not cost more than learning from it; one in three is not square.</summary>
    private static RadiographExample MakeExample(int seed)
    {
        var (width, height) = (seed % 6) switch { 0 => (272, 320), 1 => (320, 272), _ => (304, 304) };
        return PhantomRadiographs.Make(seed, width, height, PhantomRadiographs.Rich(new Random(seed)));
    }

    private static int FirstSeed(int seed) => 1_000_000 + (seed * 100_000);
}
