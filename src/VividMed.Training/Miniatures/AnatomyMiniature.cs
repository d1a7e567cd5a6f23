using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Phantoms.Radiographs;
using VividMed.Inference.Segmenters;
using VividMed.Taxonomy;
using VividMed.Training.Networks;
using VividMed.Training.Onnx;
using static TorchSharp.torch;

namespace VividMed.Training.Miniatures;

/// <summary>phantom-cxas-mini: anatomy on phantom radiographs, drawn and projected ones, one mask a class.</summary>
internal sealed class AnatomyMiniature() : RadiographMiniature(
    "phantom-cxas-mini", defaultSteps: 1200, learningRate: 4e-3, clip: 2, parityTolerance: 1e-2)
{
    private const int PoolSize = 600;
    private const string OutputName = "mask_logits";

    private static readonly AnatomyNetwork Network = new(Size, PhantomAnatomy.Classes.Count, Channels: [16, 32, 64, 96]);

    private static readonly float[] Weights = [.. PhantomAnatomy.Classes.Select(static _ => 1f)];

    public override IReadOnlyList<RadiographKind> Radiographs => [RadiographKind.Drawn, RadiographKind.Projected];

    public override ModelManifest Describe(Func<string, ModelFile> file) =>
        Manifest(ModelKind.ClassSegmenter, Modality.Cxr, file, Inputs, new() { ["masks"] = OutputName }, PhantomAnatomy.Classes) with
        {
            Radiograph = Preparation,
            Mask = new MaskDecoding(Threshold: 0.5, MinComponentShare: 0.0005),
        };

    public override IReadOnlyDictionary<string, double> Evaluate(
        ModelManifest manifest, int count, int firstSeed, RadiographKind radiographs, CancellationToken cancellationToken)
    {
        using var model = RadiographSegmenterModel.Open(manifest, new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
        var score = new SegmentationScore(manifest.Labels);
        for (var i = 0; i < count; i++)
        {
            var (width, height) = EvaluationSize(i);
            var example = PhantomAnatomy.Make(firstSeed + i, width, height, rich: false, radiographs);
            score.Add(model.Segment(example.Image, cancellationToken), example.Labels);
        }

        return score.Metrics();
    }

    protected override void CreateWeights(TorchOperations operations) => Network.Forward(operations, Nothing());

    protected override (IDisposable Examples, Func<double, Tensor> Loss) Learn(TorchOperations operations, int seed)
    {
        var pool = new ExamplePool<AnatomyExample>(MakeExample, FirstSeed(seed), PoolSize, drawsPerFresh: 16);
        var random = new Random(seed);
        return (pool, done => Loss(operations, pool, random, done));
    }

    protected override void Draw(OnnxGraph graph, OnnxOperations operations) =>
        graph.Output(Network.Forward(operations, Input(graph)), OutputName, "batch", $"{Network.Classes}", $"{Size}", $"{Size}");

    protected override ((string Name, float[] Values, long[] Shape)[] Inputs, (string Name, Tensor Value)[] Outputs) Compute(
        TorchOperations operations, WeightStore weights)
    {
        var input = Input(PhantomAnatomy.Make(0, 320, 300, rich: false, RadiographKind.Drawn).Image, PhantomAnatomy.Make(1, 320, 300, rich: false, RadiographKind.Projected).Image);
        return ([input], [(OutputName, Network.Forward(operations, ToTensor(input)))]);
    }

    private static Tensor Loss(TorchOperations operations, ExamplePool<AnatomyExample> pool, Random random, double done)
    {
        var half = Size / 2;
        var labels = Network.Classes * half * half;
        var wanted = new float[Batch * labels];
        var offset = random.Next(4);
        var examples = new AnatomyExample[Batch];
        for (var i = 0; i < Batch; i++)
        {
            examples[i] = pool.Draw().Crop(random);
            examples[i].CopyLabels(Size, offset, wanted.AsSpan(i * labels, labels));
        }

        var masks = Network.Forward(operations, ToTensor(Input([.. examples.Select(static example => example.Image)])));
        var lattice = masks.slice(2, offset >> 1, Size, 2).slice(3, offset & 1, Size, 2).flatten(2);
        return new SegmentationLoss(done).Of(lattice, tensor(wanted).reshape(Batch, Network.Classes, -1), Weights) / Network.Classes;
    }

    /// <summary>Half of each, whatever the size and the findings.</summary>
    private static RadiographKind KindOf(int seed) => seed % 4 < 2 ? RadiographKind.Drawn : RadiographKind.Projected;

    private static AnatomyExample MakeExample(int seed)
    {
        var (width, height) = TrainingSize(seed);
        return PhantomAnatomy.Make(seed, width, height, rich: seed % 2 == 0, KindOf(seed));
    }
}
