using TorchSharp;
using VividMed.Inference;
using static TorchSharp.torch;

namespace VividMed.Training;

/// <summary>phantom-cxas-mini: anatomy on phantom radiographs, one mask a class.</summary>
internal sealed class AnatomyMiniature : IMiniature
{
    private const int Batch = 8;
    private const int PoolSize = 600;
    private const double LearningRate = 4e-3;
    private const double ParityTolerance = 1e-2;

    private static readonly AnatomyNetwork Network = new(Size: 256, PhantomAnatomy.Classes.Count, Channels: [16, 32, 64, 96]);

    private static readonly float[] Weights = [.. PhantomAnatomy.Classes.Select(static _ => 1f)];

    private static readonly RadiographPreprocessing Preparation = new(
        Channels: 3, Network.Size, Network.Size,
        [new ResizeStep(ResizeMode.Longest), new DivideStep(255), new NormalizeStep([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])],
        PadValue: 0, BatchHint: 8);

    public string Id => "phantom-cxas-mini";

    public int DefaultSteps => 1200;

    public TrainedNetwork Train(int steps, int seed, IReadOnlyDictionary<string, (float[] Values, long[] Shape)>? start, IProgress<MiniatureProgress>? progress, CancellationToken cancellation)
    {
        var weights = new WeightStore(seed);
        using (TorchSection.Enter())
        using (no_grad()) Network.Forward(new TorchOperations(weights, training: false), zeros(1, 3, Network.Size, Network.Size));
        if (start is not null) weights.CopyFrom(start);
        using var pool = new ExamplePool<AnatomyExample>(MakeExample, FirstSeed(seed), PoolSize, drawsPerFresh: 16);
        var random = new Random(seed);
        var operations = new TorchOperations(weights, training: true);
        var (average, losses) = new TrainingLoop(Id, steps, LearningRate, clip: 2).Run(weights, done => Loss(operations, pool, random, done), progress, cancellation);
        weights.Dispose();
        return new TrainedNetwork(average, losses);
    }

    public (byte[] Model, double Difference) Export(WeightStore weights)
    {
        var graph = new OnnxGraph(Id);
        var size = Network.Size.ToString();
        graph.Output(Network.Forward(new OnnxOperations(weights, graph), graph.Input("pixel_values", "batch", "3", size, size)), "mask_logits", "batch", $"{Network.Classes}", size, size);
        var model = graph.ToBytes(MiniatureBuilder.IntendedUse, MiniatureBuilder.Properties);

        using var section = TorchSection.Enter();
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var input = new float[2 * 3 * Network.Size * Network.Size];
        for (var i = 0; i < 2; i++)
        {
            RadiographPreparation.Prepare(PhantomAnatomy.Make(i, 320, 300, rich: false).Image, Preparation, input.AsSpan(i * input.Length / 2, input.Length / 2));
        }

        long[] shape = [2, 3, Network.Size, Network.Size];
        var expected = Network.Forward(new TorchOperations(weights, training: false), tensor(input).reshape(shape));
        return (model, OnnxParity.Check(model, [("pixel_values", input, shape)], [("mask_logits", expected.contiguous().data<float>().ToArray())], ParityTolerance));
    }

    public IReadOnlyDictionary<string, byte[]> SideFiles(WeightStore weights) => new Dictionary<string, byte[]>();

    public ModelManifest Describe(Func<string, ModelFile> file) => new()
    {
        SchemaReference = MiniatureBuilder.SchemaReference,
        Schema = ModelManifest.CurrentSchema,
        Id = Id,
        Version = "1",
        Kind = ModelKind.ClassSegmenter,
        Modality = "CXR",
        License = "MIT",
        IntendedUse = MiniatureBuilder.IntendedUse,
        Model = file(MiniatureBuilder.ModelFileName),
        Inputs = new Dictionary<string, string> { ["image"] = "pixel_values" },
        Outputs = new Dictionary<string, string> { ["masks"] = "mask_logits" },
        Radiograph = Preparation,
        Mask = new MaskDecoding(Threshold: 0.5, MinComponentShare: 0.0005),
        Labels = PhantomAnatomy.Classes,
    };

    public IReadOnlyDictionary<string, double> Evaluate(ModelManifest manifest, int count, int firstSeed, CancellationToken cancellation)
    {
        using var model = RadiographSegmenterModel.Open(manifest, new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
        var score = new SegmentationScore(manifest.Labels);
        for (var i = 0; i < count; i++)
        {
            var (width, height) = MiniatureBuilder.EvaluationSize(i);
            var example = PhantomAnatomy.Make(firstSeed + i, width, height, rich: false);
            score.Add(model.Segment(example.Image, cancellation), example.Labels);
        }

        return score.Metrics();
    }

    private static Tensor Loss(TorchOperations operations, ExamplePool<AnatomyExample> pool, Random random, double done)
    {
        var (length, half) = (3 * Network.Size * Network.Size, Network.Size / 2);
        var labels = Network.Classes * half * half;
        var (pixels, wanted) = (new float[Batch * length], new float[Batch * labels]);
        var offset = random.Next(4);
        for (var i = 0; i < Batch; i++)
        {
            var example = pool.Draw().Crop(random);
            RadiographPreparation.Prepare(example.Image, Preparation, pixels.AsSpan(i * length, length));
            example.CopyLabels(Network.Size, offset, wanted.AsSpan(i * labels, labels));
        }

        var masks = Network.Forward(operations, tensor(pixels).reshape(Batch, 3, Network.Size, Network.Size));
        var lattice = masks.slice(2, offset >> 1, Network.Size, 2).slice(3, offset & 1, Network.Size, 2).flatten(2);
        return new SegmentationLoss(done).Of(lattice, tensor(wanted).reshape(Batch, Network.Classes, -1), Weights) / Network.Classes;
    }

    private static AnatomyExample MakeExample(int seed)
    {
        var (width, height) = (seed % 6) switch { 0 => (272, 320), 1 => (320, 272), _ => (304, 304) };
        return PhantomAnatomy.Make(seed, width, height, rich: seed % 2 == 0);
    }

    private static int FirstSeed(int seed) => 1_000_000 + (seed * 100_000);
}
