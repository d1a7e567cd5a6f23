namespace VividMed.Reports;

/// <summary>The CheXpert-14 and CT-RATE-18 labels of a report, by the names that these sets use, in their order.</summary>
public sealed record ReportLabels(IReadOnlyDictionary<string, LabelState> Chexpert14, IReadOnlyDictionary<string, LabelState> CtRate18)
{
    public const string NoFinding = "No Finding";
    private const string SupportDevices = "Support Devices";

    public static IReadOnlyList<string> Chexpert14Names { get; } =
    [
        NoFinding, "Enlarged Cardiomediastinum", "Cardiomegaly", "Lung Lesion", "Lung Opacity", "Edema", "Consolidation", "Pneumonia",
        "Atelectasis", "Pneumothorax", "Pleural Effusion", "Pleural Other", "Fracture", SupportDevices,
    ];

    public static IReadOnlyList<string> CtRate18Names { get; } =
    [
        "Medical material", "Arterial wall calcification", "Cardiomegaly", "Pericardial effusion", "Coronary artery wall calcification",
        "Hiatal hernia", "Lymphadenopathy", "Emphysema", "Atelectasis", "Lung nodule", "Lung opacity", "Pulmonary fibrotic sequela",
        "Pleural effusion", "Mosaic attenuation pattern", "Peribronchial thickening", "Consolidation", "Bronchiectasis",
        "Interlobular septal thickening",
    ];

    /// <summary>
    /// A label is present when any current mention is, else uncertain, else absent. A finding of an earlier examination counts only
    /// where it is stated to be gone. No Finding is present when nothing else is present or uncertain, devices apart.
    /// </summary>
    public static ReportLabels From(TaggedReport report, Taxonomy taxonomy)
    {
        var chexpert = Empty(Chexpert14Names);
        var ctRate = Empty(CtRate18Names);
        foreach (var finding in report.Findings)
        {
            if (finding.Temporality == Temporality.Historical && finding.Polarity != Polarity.Absent) continue;
            var target = taxonomy.Find(finding.Target);
            Raise(chexpert, target?.Chexpert14, finding.Polarity);
            Raise(ctRate, target?.CtRate18, finding.Polarity);
        }

        if (!chexpert.Any(static label => label.Key != SupportDevices && label.Value is LabelState.Present or LabelState.Uncertain)) chexpert[NoFinding] = LabelState.Present;
        return new ReportLabels(chexpert, ctRate);
    }

    private static OrderedDictionary<string, LabelState> Empty(IReadOnlyList<string> names)
    {
        var labels = new OrderedDictionary<string, LabelState>(names.Count, StringComparer.Ordinal);
        foreach (var name in names) labels.Add(name, LabelState.NotMentioned);
        return labels;
    }

    private static void Raise(OrderedDictionary<string, LabelState> labels, string? name, Polarity polarity)
    {
        if (name is null || !labels.TryGetValue(name, out var known)) return;
        var state = polarity switch
        {
            Polarity.Present => LabelState.Present,
            Polarity.Uncertain => LabelState.Uncertain,
            _ => LabelState.Absent,
        };
        if (state > known) labels[name] = state;
    }
}
