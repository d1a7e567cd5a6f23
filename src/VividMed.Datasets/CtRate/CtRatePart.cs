namespace VividMed.Datasets;

/// <summary>The two halves of CT-RATE with their unlike table names: reports and metadata say "validation", the rest says "valid".</summary>
internal sealed record CtRatePart(string Folder, string Tables, string Labels, string Split)
{
    public static IReadOnlyList<CtRatePart> All { get; } = [new("train", "train", "train", "train"), new("valid", "validation", "valid", "validate")];

    public string ReportTable => $"radiology_text_reports/{Tables}_reports.csv";

    public string MetadataTable => $"metadata/{Tables}_metadata.csv";

    public string LabelTable => $"multi_abnormality_labels/{Labels}_predicted_labels.csv";

    public string NoChestList => $"metadata/no_chest_{Labels}.txt";
}
