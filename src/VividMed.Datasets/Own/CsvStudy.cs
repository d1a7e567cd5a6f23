namespace VividMed.Datasets;

/// <summary>A study as images.csv has it; the split is empty where the table leaves it out and null where it is none of the three.</summary>
internal sealed class CsvStudy(string id, string patient, string? split)
{
    public string Id { get; } = id;

    public string Patient { get; } = patient;

    public string? Split { get; } = split;

    public List<CsvImage> Images { get; } = new(2);
}
