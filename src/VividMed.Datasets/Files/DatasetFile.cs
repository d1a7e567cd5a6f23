namespace VividMed.Datasets;

/// <summary>A file of a dataset: its path relative to the root, with '/', and its length in bytes.</summary>
public readonly record struct DatasetFile(string Path, long Length);
