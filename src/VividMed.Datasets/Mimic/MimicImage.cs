namespace VividMed.Datasets;

/// <summary>An image as the tables have it. The view is null where no table says it; the stem (path without extension) is null where it follows from the layout.</summary>
internal sealed record MimicImage(string Id, string? View, string? Stem);
