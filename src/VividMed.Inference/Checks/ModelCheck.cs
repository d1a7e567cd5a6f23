using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace VividMed.Inference;

/// <summary>Opens a model as the pipeline would, repeats its golden cases and measures what a call costs.</summary>
public static class ModelCheck
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(2);

    /// <summary>What was recorded and is compared with has to be met this closely on other processors and releases.</summary>
    public const double DefaultTolerance = 1e-2;

    /// <exception cref="ModelException">Manifest, files, tensors or provider are not what they should be.</exception>
    public static ModelCheckReport Run(ModelManifest manifest, ExecutionOptions options, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var model = Open(manifest, options);
        var load = Stopwatch.GetElapsedTime(started);
        var session = SessionOf(model);
        var golden = GoldenRunner.Run(session, cancellation).ToList();
        var (items, perItem) = Measure(session, cancellation);
        using var process = Process.GetCurrentProcess();
        return new ModelCheckReport(
            manifest.Id, manifest.Version, manifest.Kind, session.Provider, OrtEnv.Instance().GetVersionString(), load.TotalMilliseconds, perItem, items, process.PeakWorkingSet64, golden);
    }

    /// <summary>The manifest with a golden case more, of noise or of a picture: what the model gives now on the provider of the options.</summary>
    /// <param name="picture">A PNG in the model's folder, or null for noise from a seed.</param>
    /// <exception cref="ModelException">As <see cref="Run"/>.</exception>
    public static ModelManifest RecordGolden(ModelManifest manifest, ExecutionOptions options, ModelFile? picture, double tolerance, CancellationToken cancellation)
    {
        using var model = Open(manifest, options);
        var inputs = Inputs(manifest, batch: 1).ToDictionary(static input => input.Role, input => input.Role == "image" && picture is not null
            ? new GoldenInput(input.Shape, picture)
            : new GoldenInput(input.Shape, Seed: 1));
        return manifest with { Golden = [.. manifest.Golden ?? [], GoldenRunner.Record(SessionOf(model), inputs, tolerance, cancellation)] };
    }

    private static IDisposable Open(ModelManifest manifest, ExecutionOptions options) => manifest switch
    {
        { Kind: ModelKind.Detector } => DetectorModel.Open(manifest, options),
        { Radiograph: not null } => RadiographSegmenterModel.Open(manifest, options),
        _ => SegmenterModel.Open(manifest, options),
    };

    private static ModelSession SessionOf(IDisposable model) => model switch
    {
        DetectorModel detector => detector.Session,
        RadiographSegmenterModel segmenter => segmenter.Session,
        _ => ((SegmenterModel)model).Session,
    };

    /// <summary>Calls with the manifest's batch, after one that warms up, for some seconds; the fastest counts.</summary>
    private static (int Items, double MillisecondsPerItem) Measure(ModelSession session, CancellationToken cancellation)
    {
        var manifest = session.Manifest;
        var batch = session.Options.BatchSize ?? manifest.Radiograph?.BatchHint ?? manifest.Window!.BatchHint;
        var inputs = Inputs(manifest, batch).Select(input => (input.Role, GoldenRunner.Tensor(manifest, input.Role, new GoldenInput(input.Shape, Seed: 1)))).ToList();
        try
        {
            var (best, started) = (double.PositiveInfinity, Stopwatch.GetTimestamp());
            for (var call = 0; call < 2 || Stopwatch.GetElapsedTime(started) < Enough; call++)
            {
                var begun = Stopwatch.GetTimestamp();
                using (session.Run(inputs, [.. manifest.Outputs.Keys], batch, cancellation))
                {
                    best = Math.Min(best, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }
            }

            return (batch, best / batch);
        }
        finally
        {
            inputs.ForEach(static input => input.Item2.Dispose());
        }
    }

    private static List<(string Role, int[] Shape)> Inputs(ModelManifest manifest, int batch) => [.. manifest.Inputs.Keys.Select(role => (role, Shape(manifest, role, batch)))];

    private static int[] Shape(ModelManifest manifest, string role, int batch) => (role, manifest.Radiograph, manifest.Volume) switch
    {
        ("prompts", _, _) => [Math.Min(manifest.Labels.Count, manifest.Prompts!.MaxPromptsPerCall), manifest.Prompts.Dimension],
        ("sizes", _, _) => [batch, 2],
        ("mask", { } image, _) => [batch, image.Height, image.Width],
        (_, { } image, _) => [batch, image.Channels, image.Height, image.Width],
        (_, _, { AxisOrder: VolumeAxisOrder.Zyx } volume) => [batch, volume.Channels, manifest.Window!.Size[2], manifest.Window.Size[1], manifest.Window.Size[0]],
        _ => [batch, manifest.Volume!.Channels, .. manifest.Window!.Size],
    };
}
