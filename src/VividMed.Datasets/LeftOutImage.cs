namespace VividMed.Datasets;

/// <summary>An image that takes no part, with its reason code (lateral-view, other-view, unknown-view, other-reconstruction, not-chest, missing-file).</summary>
public sealed record LeftOutImage(string Id, string Reason);
