using System.Text.Json.Serialization;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;
using VividMed.Taxonomy;

namespace VividMed.Cli.Commands;

/// <summary>A model in a list.</summary>
internal sealed record ModelLine(
    string Id, string Version, string Kind, string Modality, IReadOnlyList<string> Labels, string IntendedUse, string Digest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Problem = null)
{
    [JsonIgnore]
    public IReadOnlyList<string> Cells =>
        Problem is null ? [Id, Version, Kind, Modality, $"{Labels.Count}", IntendedUse] : [Id, "", "", "", "", "cannot be used: see below"];

    public static ModelLine From(CatalogEntry entry) => entry.Manifest is { } manifest
        ? From(manifest)
        : new ModelLine(entry.Id, "", "", "", [], "", "", entry.Problem!.Message);

    private static ModelLine From(ModelManifest manifest) => new(
        manifest.Id, manifest.Version, manifest.Kind.ToString(), manifest.Modality.Code(),
        [.. manifest.Labels.Select(label => label.Name)], manifest.IntendedUse, manifest.Digest);
}

/// <summary>A checked model in a table.</summary>
internal static class ModelCheckLine
{
    public static IReadOnlyList<string> Headings =>
        ["model", "version", "fits its manifest", "runs on", "load", "per image or window", "peak memory", "golden cases"];

    /// <param name="told">Why auto takes the CPU, which was said for all models already.</param>
    public static IReadOnlyList<string> Cells(ModelCheckReport report, string? told) =>
    [
        report.Id,
        report.Version,
        "yes",
        $"{report.Provider.ToString().ToLowerInvariant()}, ONNX Runtime {report.RuntimeVersion}{(report.FallbackReason is { } reason && reason != told ? $" ({reason})" : "")}",
        $"{report.LoadMilliseconds:F0} ms",
        $"{report.MillisecondsPerItem:F1} ms in calls of {report.BatchSize}",
        $"{report.PeakBytes >> 20} MiB",
        report.Golden.Count == 0
            ? "none"
            : string.Join(
                ", ", report.Golden.Select(result => $"{(result.Passed ? "met" : "MISSED")} ({result.Output} off by {result.Difference:G2})")),
    ];
}
