using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Golden;
using VividMed.Inference.Manifests;
using VividMed.Inference.Models;
using VividMed.Inference.Segmenters;

namespace VividMed.Inference.Hosting;

/// <summary>Opens a model as the pipeline would, repeats its golden cases and measures what a call costs.</summary>
public static class ModelCheck
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(2);

    /// <summary>What was recorded and is compared with has to be met this closely on other processors and releases.</summary>
    public const double DefaultTolerance = 1e-2;

    /// <exception cref="ModelException">Manifest, files, tensors or provider are not what they should be.</exception>
    public static ModelCheckReport Run(ModelManifest manifest, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var model = Open(manifest, options);
        var load = Stopwatch.GetElapsedTime(started);
        var session = model.Session;
        var golden = GoldenRunner.Run(session, cancellationToken).ToList();
        var (items, perItem) = Measure(session, cancellationToken);
        using var process = Process.GetCurrentProcess();
        return new ModelCheckReport(
            manifest.Id, manifest.Version, manifest.Kind, session.Provider, OrtEnv.Instance().GetVersionString(), load.TotalMilliseconds,
            perItem, items, process.PeakWorkingSet64, golden);
    }

    /// <summary>
    /// The manifest with a golden case more, of noise or of a picture: what the model gives now on the provider of the options.
    /// </summary>
    /// <param name="picture">A PNG in the model's folder, or null for noise from a seed.</param>
    /// <exception cref="ModelException">As <see cref="Run"/>.</exception>
    public static ModelManifest RecordGolden(
        ModelManifest manifest, ExecutionOptions options, ModelFile? picture, double tolerance, CancellationToken cancellationToken)
    {
        using var model = Open(manifest, options);
        var inputs = Inputs(manifest, batch: 1).ToDictionary(static input => input.Role, input => input.Role == "image" && picture is not null
            ? new GoldenInput(input.Shape, picture)
            : new GoldenInput(input.Shape, Seed: 1));
        return manifest with { Golden = [.. manifest.Golden ?? [], GoldenRunner.Record(model.Session, inputs, tolerance, cancellationToken)] };
    }

    private static LoadedModel Open(ModelManifest manifest, ExecutionOptions options) => manifest switch
    {
        { Kind: ModelKind.Detector } => DetectorModel.Open(manifest, options),
        { Radiograph: not null } => RadiographSegmenterModel.Open(manifest, options),
        _ => SegmenterModel.Open(manifest, options),
    };

    /// <summary>Calls with the manifest's batch, after one that warms up, for some seconds; the fastest counts.</summary>
    private static (int Items, double MillisecondsPerItem) Measure(ModelSession session, CancellationToken cancellationToken)
    {
        var manifest = session.Manifest;
        var batch = session.Options.BatchSize ?? manifest.Radiograph?.BatchHint ?? manifest.Window!.BatchHint;
        var inputs = Inputs(manifest, batch)
            .Select(input => (input.Role, GoldenRunner.Tensor(manifest, input.Role, new GoldenInput(input.Shape, Seed: 1))))
            .ToList();
        try
        {
            var (best, started) = (double.PositiveInfinity, Stopwatch.GetTimestamp());
            for (var call = 0; call < 2 || Stopwatch.GetElapsedTime(started) < Enough; call++)
            {
                var begun = Stopwatch.GetTimestamp();
                using (session.Run(inputs, [.. manifest.Outputs.Keys], batch, cancellationToken))
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

    private static List<(string Role, int[] Shape)> Inputs(ModelManifest manifest, int batch) =>
        [.. manifest.Inputs.Keys.Select(role => (role, Shape(manifest, role, batch)))];

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

/// <summary>What a check of a model found.</summary>
/// <param name="LoadMilliseconds">From the manifest's digests to a session that fits them.</param>
/// <param name="MillisecondsPerItem">Of an image or window, in calls of <paramref name="BatchSize"/>, the fastest call.</param>
/// <param name="PeakBytes">The most memory that the process has taken so far, not only for this model.</param>
public sealed record ModelCheckReport(
    string Id,
    string Version,
    ModelKind Kind,
    ExecutionProvider Provider,
    string RuntimeVersion,
    double LoadMilliseconds,
    double MillisecondsPerItem,
    int BatchSize,
    long PeakBytes,
    IReadOnlyList<GoldenResult> Golden)
{
    /// <summary>Whether every golden case was reproduced; true of a manifest without any.</summary>
    public bool Passed => Golden.All(static result => result.Passed);
}
