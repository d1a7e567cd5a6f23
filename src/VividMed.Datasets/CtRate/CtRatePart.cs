namespace VividMed.Datasets;

/// <summary>The two halves of CT-RATE with their unlike table names: reports and metadata say "validation", the rest says "valid".</summary>
internal sealed record CtRatePart(string Folder, string Tables, string Labels, string Split)
{
    public static IReadOnlyList<CtRatePart> All { get; } = [new("train", "train", "train", "train"), new("valid", "validation", "valid", "validate")];

    /// <summary>Tables may be called by either name: a corrected copy of the dataset might settle on one.</summary>
    public IReadOnlyList<string> ReportTables => [$"radiology_text_reports/{Tables}_reports.csv", $"radiology_text_reports/{Folder}_reports.csv"];

    public IReadOnlyList<string> MetadataTables => [$"metadata/{Tables}_metadata.csv", $"metadata/{Folder}_metadata.csv"];

    public IReadOnlyList<string> LabelTables => [$"multi_abnormality_labels/{Labels}_predicted_labels.csv", $"multi_abnormality_labels/{Tables}_predicted_labels.csv"];

    public IReadOnlyList<string> NoChestLists => [$"metadata/no_chest_{Labels}.txt", $"metadata/no_chest_{Tables}.txt"];
}
