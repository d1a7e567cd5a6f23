namespace VividMed.Datasets;

/// <summary>A row of images.csv.</summary>
internal sealed record CsvImage(string Id, string Path, string View);
