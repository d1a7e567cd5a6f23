using System.Security.Cryptography;
using TorchSharp;
using VividMed.Inference;

namespace VividMed.Training;

/// <summary>
/// Builds the repository's own models: trains on phantoms, exports to ONNX, checks that ONNX Runtime computes what Torch
/// computed, installs model and manifest, measures the installed model on fresh phantoms.
/// </summary>
public static class MiniatureBuilder
{
    internal const string ModelFileName = "model.onnx";

    internal const string SchemaReference = "../model.schema.json";

    internal const string IntendedUse =
        "Exercises and demonstrates the pipeline. Trained on synthetic phantoms only: it has no clinical meaning and must not be used on patients.";

    private const string TrainedOn = "synthetic phantoms of this repository only";
    private const int EvaluationSeed = 10_000;
    private static readonly IMiniature[] Miniatures = [new DetectorMiniature(), new SegmenterMiniature(), new AnatomyMiniature()];

    internal static IReadOnlyDictionary<string, string> Properties { get; } = new Dictionary<string, string>
    {
        ["intended-use"] = IntendedUse,
        ["trained-on"] = TrainedOn,
    };

    /// <summary>The models that can be built.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. Miniatures.Select(static miniature => miniature.Id)];

    /// <summary>The sizes in which phantom datasets have radiographs.</summary>
    internal static (int Width, int Height) EvaluationSize(int number) => (number % 5) switch { 3 => (560, 640), 4 => (640, 560), _ => (512, 512) };

    /// <summary>Builds the models one after the other. Nothing is written of a model that fails.</summary>
    /// <exception cref="ModelException"><c>unknown-model</c> or <c>parity-failed</c>.</exception>
    public static Task<IReadOnlyList<MiniatureReport>> BuildAsync(MiniatureOptions options, IProgress<MiniatureProgress>? progress, CancellationToken cancellation)
    {
        var chosen = options.Models
            .Select(static id => Array.Find(Miniatures, miniature => miniature.Id == id)
                ?? throw new ModelException("unknown-model", $"there is no miniature '{id}'; there are: {string.Join(", ", Ids)}"))
            .ToArray();
        return Task.Run<IReadOnlyList<MiniatureReport>>(() => [.. chosen.Select(miniature => Build(miniature, options, progress, cancellation))], cancellation);
    }

    private static MiniatureReport Build(IMiniature miniature, MiniatureOptions options, IProgress<MiniatureProgress>? progress, CancellationToken cancellation)
    {
        torch.set_num_threads(options.Threads);
        torch.manual_seed(options.Seed);
        var steps = options.Steps ?? miniature.DefaultSteps;
        using var network = miniature.Train(steps, options.Seed, progress, cancellation);
        var (model, difference) = miniature.Export(network.Weights);

        var folder = Path.Combine(options.OutputFolder, miniature.Id);
        var provenance = new ModelProvenance(TrainedOn, $"vividmed models build {miniature.Id} --seed {options.Seed} --steps {steps}", options.Seed, steps);
        var manifest = Install(miniature, folder, model, miniature.SideFiles(network.Weights), provenance);
        if (options.EvaluationCount > 0)
        {
            var metrics = miniature.Evaluate(ModelManifest.Load(folder), options.EvaluationCount, EvaluationSeed, cancellation);
            provenance = provenance with { Metrics = metrics };
            Write(folder, "model.json", (manifest with { Provenance = provenance }).ToJson());
        }

        return new MiniatureReport(
            miniature.Id, Path.Combine(folder, "model.json"), network.FirstLoss, network.LastLoss, difference, provenance.Metrics ?? new Dictionary<string, double>());
    }

    private static ModelManifest Install(IMiniature miniature, string folder, byte[] model, IReadOnlyDictionary<string, byte[]> sideFiles, ModelProvenance provenance)
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
