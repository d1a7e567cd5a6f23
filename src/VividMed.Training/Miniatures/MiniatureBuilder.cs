using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TorchSharp;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Png;
using VividMed.Inference;
using VividMed.Inference.Manifests;
using VividMed.Phantoms.Radiographs;
using VividMed.Training.Onnx;

namespace VividMed.Training.Miniatures;

/// <summary>
/// Builds the repository's own models: trains on phantoms, exports to ONNX, checks that ONNX Runtime computes what Torch
/// computed, installs model and manifest, measures the installed model on fresh phantoms.
/// </summary>
public static class MiniatureBuilder
{
    internal const string ModelFileName = "model.onnx";
    internal const string LossPictureName = "loss.png";

    internal const string SchemaReference = "../model.schema.json";

    internal const string IntendedUse =
        "Exercises and demonstrates the pipeline. Trained on synthetic phantoms only: it has no clinical meaning and must not be used on patients.";

    private const string TrainedOn = "synthetic phantoms of this repository only";
    private const int EvaluationSeed = 10_000;
    private static readonly Miniature[] Miniatures = [new DetectorMiniature(), new SegmenterMiniature(ChestSegmenter.Task), new AnatomyMiniature(), new SegmenterMiniature(HeadSegmenter.Task)];

    internal static IReadOnlyDictionary<string, string> Properties { get; } = new Dictionary<string, string>
    {
        ["intended-use"] = IntendedUse,
        ["trained-on"] = TrainedOn,
    };

    /// <summary>The models that can be built.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. Miniatures.Select(static miniature => miniature.Id)];

    /// <summary>Builds the models one after the other. Nothing is written of a model that fails.</summary>
    /// <exception cref="ModelException"><c>unknown-model</c> or <c>parity-failed</c>.</exception>
    public static Task<IReadOnlyList<MiniatureReport>> BuildAsync(
        MiniatureOptions options, IProgress<MiniatureProgress>? progress, CancellationToken cancellationToken)
    {
        var chosen = options.Models.Select(Find).ToArray();
        return Task.Run<IReadOnlyList<MiniatureReport>>(
            () => [.. chosen.Select(miniature => Build(miniature, options, progress, cancellationToken))], cancellationToken);
    }

    /// <summary>
    /// What a miniature's model reaches on fresh phantoms, through the same code as in production; metrics are flat, such as <c>dice/left
    /// lung</c>.
    /// </summary>
    /// <param name="firstSeed">Seeds from 1,100,000 on are those that the committed models have learned from.</param>
    /// <param name="radiographs">How the phantoms come about, for a model of radiographs.</param>
    /// <exception cref="ModelException"><c>unknown-model</c>, and what opening and running a model throws.</exception>
    public static IReadOnlyDictionary<string, double> Evaluate(
        ModelManifest manifest, int count, int firstSeed, RadiographKind radiographs, CancellationToken cancellationToken) =>
        Find(manifest.Id).Evaluate(manifest, count, firstSeed, radiographs, cancellationToken);

    /// <summary>How many steps a miniature is trained with where nothing else is said.</summary>
    /// <exception cref="ModelException"><c>unknown-model</c>.</exception>
    public static int DefaultSteps(string id) => Find(id).DefaultSteps;

    private static Miniature Find(string id) => Array.Find(Miniatures, miniature => miniature.Id == id)
        ?? throw new ModelException("unknown-model", $"there is no miniature '{id}'; there are: {string.Join(", ", Ids)}");

    private static MiniatureReport Build(
        Miniature miniature, MiniatureOptions options, IProgress<MiniatureProgress>? progress, CancellationToken cancellationToken)
    {
        torch.set_num_threads(options.Threads);
        var steps = options.Steps ?? miniature.DefaultSteps;
        var start = options.StartFolder is null ? null : ModelManifest.Load(Path.Combine(options.StartFolder, miniature.Id));
        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        using var network = miniature.Train(steps, options.Seed, start is null ? null : Weights(start), progress, cancellationToken);
        var (wall, spent) = (clock.Elapsed, Environment.CpuUsage.TotalTime - processor);
        var (model, difference) = miniature.Export(network.Weights);

        var folder = Path.Combine(options.OutputFolder, miniature.Id);
        var command = $"vividmed models build --only {miniature.Id} --seed {options.Seed} --steps {steps}"
            + (start is null ? "" : $" --from a folder whose {miniature.Id} has the SHA-256 {start.Model.Sha256}");
        var provenance = new ModelProvenance(TrainedOn, command, options.Seed, steps);
        var manifest = Install(miniature, folder, model, miniature.SideFiles(network.Weights), provenance);
        Write(folder, LossPictureName, LossPicture(miniature.Id, network.Losses));
        if (options.EvaluationCount > 0)
        {
            var metrics = Measure(miniature, ModelManifest.Load(folder), options.EvaluationCount, cancellationToken);
            provenance = provenance with { Metrics = metrics };
            Write(folder, "model.json", (manifest with { Provenance = provenance }).ToJson());
        }

        return new MiniatureReport(
            miniature.Id, Path.Combine(folder, "model.json"), network.FirstLoss, network.LastLoss, difference,
            Path.Combine(folder, LossPictureName),
            wall.TotalMinutes, spent.TotalMinutes, provenance.Metrics ?? new Dictionary<string, double>());
    }

    /// <summary>On every kind of radiographs that it learned from; what is no drawn one says so, as in <c>projected-dice/heart</c>.</summary>
    private static SortedDictionary<string, double> Measure(Miniature miniature, ModelManifest manifest, int count, CancellationToken cancellationToken)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var kind in miniature.Radiographs)
        {
            var prefix = kind == RadiographKind.Drawn ? "" : $"{kind.ToString().ToLowerInvariant()}-";
            foreach (var (name, value) in miniature.Evaluate(manifest, count, EvaluationSeed, kind, cancellationToken)) metrics[prefix + name] = value;
        }

        return metrics;
    }

    /// <summary>The tensors of a model, and its prompt table as one of them.</summary>
    private static Dictionary<string, (float[] Values, long[] Shape)> Weights(ModelManifest manifest)
    {
        var weights = new Dictionary<string, (float[] Values, long[] Shape)>(
            OnnxWeights.Read(File.ReadAllBytes(manifest.PathOf(manifest.Model))));
        if (manifest.Prompts is { } prompts)
        {
            var table = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(manifest.PathOf(prompts.File)));
            weights["prompts"] = (table.ToArray(), [manifest.Labels.Count, prompts.Dimension]);
        }

        return weights;
    }

    internal static byte[] LossPicture(string id, IReadOnlyList<double> losses)
    {
        using var png = new MemoryStream();
        PngCodec.WriteRgb(png, CurveChart.Paint($"{id}: training loss", "step", losses));
        return png.ToArray();
    }

    private static ModelManifest Install(
        Miniature miniature, string folder, byte[] model, IReadOnlyDictionary<string, byte[]> sideFiles, ModelProvenance provenance)
    {
        Directory.CreateDirectory(folder);
        var files = new Dictionary<string, byte[]>(sideFiles) { [ModelFileName] = model };
        foreach (var (name, bytes) in files) Write(folder, name, bytes);
        var manifest = miniature.Describe(Describe) with { Provenance = provenance };
        Write(folder, "model.json", manifest.ToJson());
        return manifest;

        ModelFile Describe(string name) => new(name, files[name].Length, Convert.ToHexStringLower(SHA256.HashData(files[name])));
    }

    private static void Write(string folder, string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path + ".tmp", bytes);
        File.Move(path + ".tmp", path, overwrite: true);
    }
}

/// <summary>What to build.</summary>
/// <param name="Models">Ids of <see cref="MiniatureBuilder.Ids"/>.</param>
/// <param name="OutputFolder">The models folder; each model gets its own folder below.</param>
/// <param name="Seed">Weights, phantoms and their order follow from it; phantoms of the evaluation come from another range.</param>
/// <param name="Steps">Training steps of each model; null takes what the committed models were built with.</param>
/// <param name="EvaluationCount">Fresh phantoms that the exported model is measured on, 0 for none.</param>
/// <param name="Threads">Threads that Torch uses. The same number gives the same bytes.</param>
/// <param name="StartFolder">A models folder whose weights the training begins with; null begins with random ones.</param>
public sealed record MiniatureOptions(
    IReadOnlyList<string> Models,
    string OutputFolder,
    int Seed = 1,
    int? Steps = null,
    int EvaluationCount = 40,
    int Threads = 2,
    string? StartFolder = null);

/// <summary>A step of a miniature's training. Loss is the mean since the last report.</summary>
public sealed record MiniatureProgress(string Model, int Step, int Steps, double Loss);

/// <summary>A built miniature.</summary>
/// <param name="FirstLoss">Mean loss of the first tenth of the steps.</param>
/// <param name="LastLoss">Mean loss of the last tenth.</param>
/// <param name="ParityDifference">The largest difference between Torch and ONNX Runtime over all outputs.</param>
/// <param name="LossPicture">A PNG of the loss of every step.</param>
/// <param name="TrainingMinutes">Wall time of the training alone.</param>
/// <param name="ProcessorMinutes">What the processor spent on it, over all cores.</param>
/// <param name="Metrics">What the exported model reached on fresh phantoms, through the same code as in production.</param>
public sealed record MiniatureReport(
    string Model,
    string ManifestPath,
    double FirstLoss,
    double LastLoss,
    double ParityDifference,
    string LossPicture,
    double TrainingMinutes,
    double ProcessorMinutes,
    IReadOnlyDictionary<string, double> Metrics);
