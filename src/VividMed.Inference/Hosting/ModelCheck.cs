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
    public static ModelCheckReport Run(ModelManifest manifest, ExecutionOptions options, CancellationToken cancellationToken) =>
        Run(manifest, options, placement: false, cancellationToken);

    /// <param name="placement">Whether to tell which nodes ran on what, at the price of a second session.</param>
    /// <exception cref="ModelException">Manifest, files, tensors or provider are not what they should be.</exception>
    public static ModelCheckReport Run(ModelManifest manifest, ExecutionOptions options, bool placement, CancellationToken cancellationToken)
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
            perItem, items, process.PeakWorkingSet64, golden)
        {
            FallbackReason = session.FallbackReason,
            Placement = placement ? Place(manifest, options, cancellationToken) : null,
        };
    }

    private static IReadOnlyList<NodePlacement> Place(ModelManifest manifest, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("vividmed-profile");
        try
        {
            using var session = ModelSession.Open(manifest, options, settings =>
            {
                settings.EnableProfiling = true;
                settings.ProfileOutputPathPrefix = Path.Combine(folder.FullName, "profile");
            });
            using var inputs = Noise(session, session.FixedBatch ?? 1);
            session.Run(inputs.Values, [.. manifest.Outputs.Keys], 1, cancellationToken).Dispose();
            return NodePlacement.Read(session.EndProfiling());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SessionInputs Noise(ModelSession session, int batch) => GoldenTensors.Of(
        session, GoldenTensors.Shapes(session.Manifest, batch).Select(static input => (input.Role, new GoldenInput(input.Shape, Seed: 1))));

    /// <summary>
    /// The manifest with a golden case more, of noise or of a picture: what the model gives now on the provider of the options.
    /// </summary>
    /// <param name="picture">A PNG in the model's folder, or null for noise from a seed.</param>
    /// <exception cref="ModelException">As <see cref="Run(ModelManifest, ExecutionOptions, CancellationToken)"/>.</exception>
    public static ModelManifest RecordGolden(
        ModelManifest manifest, ExecutionOptions options, ModelFile? picture, double tolerance, CancellationToken cancellationToken)
    {
        using var model = Open(manifest, options);
        var inputs = GoldenTensors.Shapes(manifest, model.Session.FixedBatch ?? 1).ToDictionary(static input => input.Role, input =>
            input.Role is "image" or "second" && picture is not null ? new GoldenInput(input.Shape, picture) : new GoldenInput(input.Shape, Seed: 1));
        return manifest with { Golden = [.. manifest.Golden ?? [], GoldenRunner.Record(model.Session, inputs, tolerance, cancellationToken)] };
    }

    /// <summary>Opens a model of any kind.</summary>
    internal static LoadedModel Open(ModelManifest manifest, ExecutionOptions options) => manifest switch
    {
        { Kind: ModelKind.Detector } => DetectorModel.Open(manifest, options),
        { Radiograph: not null } => RadiographSegmenterModel.Open(manifest, options),
        _ => SegmenterModel.Open(manifest, options),
    };

    /// <summary>Calls with the manifest's batch, after one that warms up, for some seconds; the fastest counts.</summary>
    private static (int Items, double MillisecondsPerItem) Measure(ModelSession session, CancellationToken cancellationToken)
    {
        var manifest = session.Manifest;
        var batch = session.FixedBatch ?? session.Options.BatchSize ?? manifest.Radiograph?.BatchHint ?? manifest.Window!.BatchHint;
        using var inputs = Noise(session, batch);
        var (best, started) = (double.PositiveInfinity, Stopwatch.GetTimestamp());
        for (var call = 0; call < 2 || Stopwatch.GetElapsedTime(started) < Enough; call++)
        {
            var begun = Stopwatch.GetTimestamp();
            using (session.Run(inputs.Values, [.. manifest.Outputs.Keys], batch, cancellationToken))
            {
                best = Math.Min(best, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }

        return (batch, best / batch);
    }
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
    /// <summary>Why it does not run on a GPU although one may have been taken; null where nothing was fallen back from.</summary>
    public string? FallbackReason { get; init; }

    /// <summary>Which nodes ran on what, the most time first; null where nobody asked.</summary>
    public IReadOnlyList<NodePlacement>? Placement { get; init; }

    /// <summary>Whether every golden case was reproduced; true of a manifest without any.</summary>
    public bool Passed => Golden.All(static result => result.Passed);
}
