using VividMed.Evaluation.Reports;
using VividMed.Reports;
using VividMed.Reports.Labels;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Reads what a report states, written by a person or by a model, with the house's own tagger.</summary>
internal sealed class ReportLabeler(TargetTaxonomy taxonomy, ReportLanguage language)
{
    private readonly ReportTaggers _taggers = new(taxonomy, language);

    public TargetTaxonomy Taxonomy { get; } = taxonomy;

    /// <summary>The set of labels of a modality: CheXpert's 14, CT-RATE's 18, or what the vocabulary of heads names.</summary>
    public static LabelSet SetOf(Modality modality) => modality switch
    {
        Modality.Ct => LabelSet.CtRate18,
        Modality.Mr => LabelSet.Head,
        _ => LabelSet.Chexpert14,
    };

    /// <summary>What a text states and denies.</summary>
    public TextClaims Read(string text, Modality modality) => TextClaims.Of(_taggers.For(modality), text, modality);

    public LabeledText Label(string text, Modality modality)
    {
        if (string.IsNullOrWhiteSpace(text)) return new LabeledText(text, new HashSet<string>(), new HashSet<string>(), []);
        var report = _taggers.For(modality).Tag(text, ReportStyles.For(modality));
        return new LabeledText(
            report.Text,
            report.StatedNow(),
            SetOf(modality).Read(report, Taxonomy).Where(static label => label.Value == LabelState.Present)
                .Select(static label => label.Key)
                .ToHashSet(StringComparer.Ordinal),
            report.Findings);
    }
}

/// <summary>
/// A text with the abnormalities (taxonomy ids) and the published labels that it states as present now, and all its findings with their places
/// in the text.
/// </summary>
internal sealed record LabeledText(string Text, IReadOnlySet<string> Targets, IReadOnlySet<string> Labels, IReadOnlyList<Finding> Findings);
