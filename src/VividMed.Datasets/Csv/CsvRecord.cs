namespace VividMed.Datasets;

/// <summary>One record with where it lies in the (decompressed) file, so that it can be read again alone. The length leaves out the line break.</summary>
public sealed record CsvRecord(long Offset, int Length, string[] Fields);
