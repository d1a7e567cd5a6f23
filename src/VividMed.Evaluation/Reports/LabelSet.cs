using VividMed.Reports;
using VividMed.Reports.Labels;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Reports;

/// <summary>A set of labels that gold files use: its names in their order, and which of them a target counts for.</summary>
public sealed class LabelSet
{
    private readonly Func<TaggedReport, TargetTaxonomy, IReadOnlyDictionary<string, LabelState>> _read;

    private LabelSet(
        string name, IReadOnlyList<string> labels, Func<Target, string?> labelOf, Func<TaggedReport, TargetTaxonomy,
        IReadOnlyDictionary<string, LabelState>>? read = null)
    {
        Name = name;
        Labels = labels;
        LabelOf = labelOf;
        _read = read ?? ((report, taxonomy) => ReportLabels.Read(report, taxonomy, labels, labelOf));
    }

    /// <summary>CheXpert's and MIMIC-CXR's 14 labels.</summary>
    public static LabelSet Chexpert14 { get; } = new(
        "chexpert14", ReportLabels.Chexpert14Names, static target => target.Chexpert14,
        static (report, taxonomy) => ReportLabels.From(report, taxonomy).Chexpert14);

    /// <summary>CT-RATE's 18 abnormalities.</summary>
    public static LabelSet CtRate18 { get; } = new("ctRate18", ReportLabels.CtRate18Names, static target => target.CtRate18);

    /// <summary>The 13 findings of NegBio's gold labels for the Open-I reports.</summary>
    public static LabelSet OpenI13 { get; } = new(
        "openi13",
        ["Atelectasis", "Cardiomegaly", "Effusion", "Infiltration", "Mass", "Nodule", "Pneumonia", "Pneumothorax", "Consolidation", "Edema", "Emphysema", "Fibrosis", "Pleural_Thickening"],
        static target => target.OpenI13);

    /// <summary>What MR of heads are searched for here, by the names of the taxonomy: no published set is meant.</summary>
    public static LabelSet Head { get; } = new(
        "head", ["brain mass", "cerebral infarct", "subdural collection", "hydrocephalus", "midline shift"], static target => target.Id);

    /// <summary>What sentences assert of a marked phrase, after NegEx and ConText.</summary>
    public static LabelSet Negation { get; } = new("negation", ["negated", "historical", "family"], static _ => null);

    /// <summary>What passages say of marked mentions: assertion, side, place, size, change, doubt and number.</summary>
    public static LabelSet Frames { get; } = new("frames", FrameComparison.Questions, static _ => null);

    /// <summary>Those that gold files may use, in the order in which results are given.</summary>
    public static IReadOnlyList<LabelSet> All { get; } = [Chexpert14, CtRate18, OpenI13, Negation, Frames];

    /// <summary>What the command line and results call the set.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Labels { get; }

    internal Func<Target, string?> LabelOf { get; }

    /// <summary>What a tagged report says of each label.</summary>
    public IReadOnlyDictionary<string, LabelState> Read(TaggedReport report, TargetTaxonomy taxonomy) => _read(report, taxonomy);
}
