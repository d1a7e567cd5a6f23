using VividMed.Exports.Output;

namespace VividMed.Exports.Running;

/// <summary>
/// What an export is: written last, so that a folder that has it is whole. The same part of the same version gives the same bytes, however
/// often it was killed on the way.
/// </summary>
public sealed record ExportManifest(
    int Schema,
    string Family,
    string Dataset,
    string DatasetId,
    int Version,
    string Recipe,
    string KeyPrefix,
    ExportForm Form,
    ExportSelection Selection,
    long Samples,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyDictionary<string, long> PassedOver,
    IReadOnlyDictionary<string, long> LeftOut,
    IReadOnlyList<ExportFile> Files)
{
    /// <summary>Rises whenever an export of the same part of a version has other bytes.</summary>
    public const int SchemaVersion = 2;

    /// <summary>Its name in the export's folder.</summary>
    public const string FileName = "manifest.json";
}

/// <summary>How boxes, pictures and tokens are written and counted, in words.</summary>
public sealed record ExportForm(
    string Coordinates, string CoordinatesMean, string Pictures, string Volumes, string? Tokens, int? MaxTokens, string TooLong, string Offsets, int SamplesPerFile);

/// <summary>What was asked for; an empty list or null asks nothing.</summary>
public sealed record ExportSelection(
    IReadOnlyList<string> Splits, string? Modality, IReadOnlyList<string> Targets, string? Grade, double? Confidence, int? Ids, string? IdsSha256,
    IReadOnlyList<string> Tasks, double? Negatives);
