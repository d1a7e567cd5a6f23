using System.Diagnostics;
using VividMed.Cli.Configuration;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Imaging.Png;
using VividMed.Imaging.Overlays;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Cli.Demonstration;

/// <summary>
/// The miniature VividMed that the repository ships, for a training to begin with: phantoms of both modalities, their shards as the demo makes them,
/// one mixed stage, and another one that dwells on scans. Begun again with the same folder it goes on where it was.
/// </summary>
internal static class BaseModel
{
    public const string Id = "phantom-vividmed-mini";

    /// <summary>What the committed model was trained with first.</summary>
    public const int DefaultSteps = 3_000;

    /// <summary>Phantom radiographs that it learns from and is measured on.</summary>
    public const int Radiographs = 2_000;

    /// <summary>Phantom scans.</summary>
    public const int Volumes = 1_200;

    private const int Stage = 3;

    /// <summary>Held-out studies of which half teach from which odds on a finding counts as there.</summary>
    private const int MostHeldOut = 600;

    /// <summary>Two steps in five are of scans: they have the smaller things to learn, radiographs the more.</summary>
    private const double VolumeWeight = 1.2;

    /// <summary>Afterwards, at a lower rate, seven in ten: lobes and nodules still take each other's side.</summary>
    private const double LaterVolumeWeight = 4;

    private const double LaterRate = 0.001;
    private const double LaterShare = 0.3;

    /// <summary>Room for all that it learns from: what falls out is prepared anew every time that it is seen.</summary>
    private const long CacheBytes = 4L << 30;

    /// <summary>Writes the model's folder below <see cref="BaseModelOptions.Out"/> and what it was made from into a folder beside it.</summary>
    public static async Task<BaseModelReport> BuildAsync(BaseModelOptions options, CancellationToken cancellationToken)
    {
        var work = Path.Combine(options.Out, $"{Id}.build");
        var phantoms = new DemoOptions(work, options.Models, options.Cxr, options.Ct, FirstSeed(options.Seed), TrainSteps: null, DashboardPort: null);
        await Demo.RunAsync(phantoms, cancellationToken);

        VersionSource[] sources = [.. phantoms.Datasets.Select(dataset => new VersionSource(Open(phantoms.Store(dataset)), "versions/0001"))];
        var training = new TrainingOptions
        {
            Stages = [Stage], StepsPerStage = options.Steps, Seed = options.Seed, Threads = options.Threads, CheckpointEvery = 500, EvaluationStudies = options.Evaluate,
            VolumeWeight = VolumeWeight, CacheBytes = CacheBytes, OtherNames = TargetNames.OthersIn(ModelFolders.Taxonomy(options.Models, options.Models)),
        };
        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var first = await TrainAsync(sources, training, work, "first", cancellationToken);
        var later = training with
        {
            StepsPerStage = Math.Max(1, (int)(LaterShare * options.Steps)),
            VolumeWeight = LaterVolumeWeight,
            LearningRate = LaterRate,
            Base = new ModelSource(Open(work), "first"),
        };
        var second = await TrainAsync(sources, later, work, "model", cancellationToken);

        var measured = new ModelEvaluationOptions { MostStudies = MostHeldOut, Threads = options.Threads };
        await new ModelEvaluator().CalibrateAsync(sources, Open(work), "model", ModelFolders.Taxonomy(options.Models, options.Models), measured, cancellationToken);
        Install(Path.Combine(work, "model"), Path.Combine(options.Out, Id), [first, second]);
        return new BaseModelReport(second, clock.Elapsed.TotalMinutes, (Environment.CpuUsage.TotalTime - processor).TotalMinutes);
    }

    private static async Task<TrainingReport> TrainAsync(IReadOnlyList<VersionSource> sources, TrainingOptions training, string work, string model, CancellationToken cancellationToken)
    {
        await using var progress = StepProgress.Start($"training {Id}", training.StepsPerStage);
        return await new VividMedTrainer().TrainAsync(sources, training, Open(work), model, progress, cancellationToken);
    }

    /// <summary>Seeds of phantoms that are learned from, as of the other miniatures: the demo's are others.</summary>
    private static int FirstSeed(int seed) => 1_000_000 + (seed * 100_000);

    private static void Install(string trained, string folder, IReadOnlyList<TrainingReport> reports)
    {
        foreach (var file in new[] { "network.json", "vocabulary.json", "targets.json", "names.json", "presence.json", "evaluation.json", $"stage{Stage}/model.safetensors" })
        {
            var target = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(trained, file), target, overwrite: true);
        }

        using var picture = new MemoryStream();
        PngCodec.WriteRgb(picture, CurveChart.Paint($"{Id}: training loss", "step", [.. reports.SelectMany(static report => report.Stages.Single().Curve).Select(static loss => (double)loss.Total)]));
        File.WriteAllBytes(Path.Combine(folder, "loss.png"), picture.ToArray());
    }

    private static IBlobStore Open(string folder) => BlobStoreFactory.Open(folder, ProcessSecrets.Storage);
}

/// <summary>What to build the base from.</summary>
/// <param name="Out">The folder that gets the model's folder, and beside it what it was made from.</param>
/// <param name="Models">The models that localize findings.</param>
/// <param name="Evaluate">Most held-out studies that it is measured on.</param>
internal sealed record BaseModelOptions(string Out, string Models, int Cxr, int Ct, int Seed, int Steps, int Threads, int Evaluate);

/// <summary>A built base, and what its training took.</summary>
internal sealed record BaseModelReport(TrainingReport Training, double Minutes, double ProcessorMinutes);
