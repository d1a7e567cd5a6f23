using VividMed.Imaging.Geometry;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Phantoms.Radiographs;
using VividMed.Taxonomy;
using VividMed.Training.Networks;
using VividMed.Training.Onnx;
using static TorchSharp.torch;

namespace VividMed.Training.Miniatures;

/// <summary>phantom-dino-mini: boxes on phantom radiographs.</summary>
internal sealed class DetectorMiniature() : RadiographMiniature(
    "phantom-dino-mini", defaultSteps: 2400, learningRate: 1.2e-3, clip: 1, parityTolerance: 1e-3)
{
    private const int PoolSize = 1200;
    private const double LowestScore = 0.02;
    private const string LogitsName = "pred_logits";
    private const string BoxesName = "pred_boxes";

    private static readonly DetectorNetwork Network = new(
        Size, PhantomRadiographs.Classes.Count, Queries: 40, Width: 64, Channels: [16, 32, 64, 64], DecoderLayers: 2);

    public override ModelManifest Describe(Func<string, ModelFile> file)
    {
        var labels = PhantomRadiographs.Classes.Select(static label => new ModelLabel(label.Name, label.Target)).ToArray();
        return Manifest(
            ModelKind.Detector, Modality.Cxr, file, Inputs, new() { ["logits"] = LogitsName, ["boxes"] = BoxesName }, labels) with
        {
            Radiograph = Preparation,
            Detection = new DetectionDecoding(
                DetectionFormat.DetrRaw, BoxFrame.Padded, TopK: 100, ScoreThreshold: 0.3, SuppressionIoU: 0.6),
        };
    }

    public override IReadOnlyDictionary<string, double> Evaluate(
        ModelManifest manifest, int count, int firstSeed, RadiographKind radiographs, CancellationToken cancellationToken)
    {
        // Everything that the model has seen, so that the precision can be followed down to the last box.
        var all = manifest with
        {
            Detection = manifest.Detection! with { ScoreThreshold = LowestScore },
            Labels = [.. manifest.Labels.Select(static label => label with { ScoreThreshold = null })],
        };
        using var model = DetectorModel.Open(all, new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
        var score = new DetectionScore([.. manifest.Labels.Select(static label => label.Name)]);
        var indices = manifest.Labels.Select(static (label, i) => (label.Name, i)).ToDictionary();
        for (var i = 0; i < count; i++)
        {
            var (width, height) = EvaluationSize(i);
            var example = PhantomRadiographs.Make(firstSeed + i, width, height, radiographs: radiographs);
            var found = model.Detect([example.Image], cancellationToken)[0];
            score.Add([.. found.Select(box => (indices[box.Label], box.Box, box.Score))], example.Truth);
        }

        return score.Metrics(label => manifest.Labels[label].ScoreThreshold ?? manifest.Detection!.ScoreThreshold);
    }

    protected override void CreateWeights(TorchOperations operations) => Network.Forward(operations, Nothing());

    protected override (IDisposable Examples, Func<double, Tensor> Loss) Learn(TorchOperations operations, int seed)
    {
        var pool = new ExamplePool<RadiographExample>(MakeExample, FirstSeed(seed), PoolSize, drawsPerFresh: 16);
        var random = new Random(seed);
        return (pool, _ => Loss(operations, pool, random));
    }

    protected override void Draw(OnnxGraph graph, OnnxOperations operations)
    {
        var output = Network.Forward(operations, Input(graph)).Final;
        graph.Output(output.Logits, LogitsName, "batch", $"{Network.Queries}", $"{Network.Classes}");
        graph.Output(output.Boxes, BoxesName, "batch", $"{Network.Queries}", "4");
    }

    protected override ((string Name, float[] Values, long[] Shape)[] Inputs, (string Name, Tensor Value)[] Outputs) Compute(
        TorchOperations operations, WeightStore weights)
    {
        // Pictures, not noise: with noise many tokens score alike, and the order of equal proposals is nobody's promise.
        var input = Input(PhantomRadiographs.Make(0, 320, 320).Image, PhantomRadiographs.Make(1, 320, 320).Image);
        var output = Network.Forward(operations, ToTensor(input)).Final;
        return ([input], [(LogitsName, output.Logits), (BoxesName, output.Boxes)]);
    }

    private static Tensor Loss(TorchOperations operations, ExamplePool<RadiographExample> pool, Random random)
    {
        var examples = new RadiographExample[Batch];
        for (var i = 0; i < Batch; i++) examples[i] = PhantomRadiographs.Crop(pool.Draw(), random);
        var output = Network.Forward(operations, ToTensor(Input([.. examples.Select(static example => example.Image)])));
        return DetectionLoss.Of(output, [.. examples.Select(Truth)], Network.Grid);
    }

    private static IReadOnlyList<(int Label, float[] Box)> Truth(RadiographExample example) =>
        [.. example.Truth.Where(static item => item.Box.Volume > 0).Select(item => (item.Label, Shares(example, item.Box)))];

    /// <summary>(cx, cy, w, h) as shares of the padded square.</summary>
    private static float[] Shares(RadiographExample example, Box box)
    {
        var longest = (double)Math.Max(example.Image.Width, example.Image.Height);
        return
        [
            (float)(box.CenterX / longest), (float)(box.CenterY / longest),
            (float)((box.X1 - box.X0) / longest), (float)((box.Y1 - box.Y0) / longest),
        ];
    }

    private static RadiographExample MakeExample(int seed)
    {
        var (width, height) = TrainingSize(seed);
        return PhantomRadiographs.Make(seed, width, height, PhantomRadiographs.Rich(new Random(seed)));
    }
}
