using VividMed.Taxonomy;

namespace VividMed.Reports.Labels;

/// <summary>The CheXpert-14 and CT-RATE-18 labels of a report, by the names that these sets use, in their order.</summary>
public sealed record ReportLabels(IReadOnlyDictionary<string, LabelState> Chexpert14, IReadOnlyDictionary<string, LabelState> CtRate18)
{
    /// <summary>The label of CheXpert for reports without any other, devices apart.</summary>
    public const string NoFinding = "No Finding";
    private const string SupportDevices = "Support Devices";

    /// <summary>Spelled and ordered as CheXpert's labeler has them.</summary>
    public static IReadOnlyList<string> Chexpert14Names { get; } =
    [
        NoFinding, "Enlarged Cardiomediastinum", "Cardiomegaly", "Lung Lesion", "Lung Opacity", "Edema", "Consolidation", "Pneumonia",
        "Atelectasis", "Pneumothorax", "Pleural Effusion", "Pleural Other", "Fracture", SupportDevices,
    ];

    /// <summary>Spelled and ordered as in CT-RATE's tables.</summary>
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
    public static ReportLabels From(TaggedReport report, TargetTaxonomy taxonomy)
    {
        var chexpert = Read(report, taxonomy, Chexpert14Names, static target => target.Chexpert14, alternatives: Polarity.Uncertain);
        if (!chexpert.Any(static label => label.Key != SupportDevices && label.Value is LabelState.Present or LabelState.Uncertain))
        {
            chexpert[NoFinding] = LabelState.Present;
        }

        return new ReportLabels(chexpert, Read(report, taxonomy, CtRate18Names, static target => target.CtRate18));
    }

    /// <summary>
    /// The states of one set of labels, to which targets belong by <paramref name="labelOf"/>. Readings of one thing count as <paramref name="alternatives"/>:
    /// people who label what is seen count each of them, CheXpert's 14 leave them uncertain.
    /// </summary>
    public static OrderedDictionary<string, LabelState> Read(
        TaggedReport report, TargetTaxonomy taxonomy, IReadOnlyList<string> names, Func<Target, string?> labelOf,
        Polarity alternatives = Polarity.Present)
    {
        var labels = Empty(names);
        foreach (var finding in report.Findings)
        {
            if (finding.Temporality == Temporality.Historical && finding.Polarity != Polarity.Absent) continue;
            if (taxonomy.Find(finding.Target) is { } target) Raise(labels, labelOf(target), finding.IsAlternative ? alternatives : finding.Polarity);
        }

        return labels;
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

/// <summary>What a report says of a label.</summary>
public enum LabelState
{
    NotMentioned,
    Absent,
    Uncertain,
    Present,
}
