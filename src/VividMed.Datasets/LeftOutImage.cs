namespace VividMed.Datasets;

/// <summary>
/// An image that takes no part, with its reason code: lateral-view, frontal-view, other-view, unknown-view, other-reconstruction, not-chest, missing-file,
/// no-spacing, no-rescale, unsupported-file, duplicate-id.
/// </summary>
public sealed record LeftOutImage(string Id, string Reason);
