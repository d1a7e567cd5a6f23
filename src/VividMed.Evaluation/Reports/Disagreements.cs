using VividMed.Reports;
using VividMed.Reports.Structure;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Reports;

/// <summary>Collects a few disagreements of each label and kind, in the order of the file.</summary>
internal sealed class Disagreements(EvaluationOptions options)
{
    private readonly List<Disagreement> _all = [];
    private readonly Dictionary<(LabelSet, string, LabelOutcome), int> _counts = [];

    public IReadOnlyList<Disagreement> All => _all;

    public void Add(GoldReport gold, TaggedReport? report, LabelSet set, string label, LabelOutcome outcome, TargetTaxonomy taxonomy)
    {
        var count = _counts.GetValueOrDefault((set, label, outcome));
        if (count >= options.Examples) return;
        _counts[(set, label, outcome)] = count + 1;
        var mentions = report is null ? OfPhrase(gold) : OfLabel(gold, report, set, label, taxonomy);
        _all.Add(new Disagreement(gold.Id, set.Name, label, outcome, mentions));
    }

    /// <summary>A mention of a passage that was read otherwise than marked, with what was read around its anchor.</summary>
    public void Add(GoldReport gold, TaggedReport report, GoldMention mention, string question, LabelOutcome outcome)
    {
        var count = _counts.GetValueOrDefault((LabelSet.Frames, question, outcome));
        if (count >= options.Examples) return;
        _counts[(LabelSet.Frames, question, outcome)] = count + 1;
        var source = new SourceMap(gold.Text, report.Text);
        var read =
            from finding in report.Findings
            where mention.Targets.Contains(finding.Target)
            let span = source.Locate(finding.Start, finding.End)
            select new DisagreementMention(span.Start, span.End, finding.Polarity, finding.Temporality, options.ShowText ? Sentence(report, finding) : null);
        _all.Add(new Disagreement(gold.Id, LabelSet.Frames.Name, question, outcome, [.. read]));
    }

    private IReadOnlyList<DisagreementMention> OfPhrase(GoldReport gold) =>
        [new DisagreementMention(gold.Phrase!.Value.Start, gold.Phrase.Value.End, null, null, options.ShowText ? gold.Text : null)];

    private IReadOnlyList<DisagreementMention> OfLabel(
        GoldReport gold, TaggedReport report, LabelSet set, string label, TargetTaxonomy taxonomy)
    {
        var source = new SourceMap(gold.Text, report.Text);
        return
        [
            .. from finding in report.Findings
               where taxonomy.Find(finding.Target) is { } target && set.LabelOf(target) == label
               let span = source.Locate(finding.Start, finding.End)
               select new DisagreementMention(
                   span.Start, span.End, finding.Polarity, finding.Temporality, options.ShowText ? Sentence(report, finding) : null),
        ];
    }

    private static string Sentence(TaggedReport report, Finding finding) =>
        report.Text[report.Sentences[finding.Sentence].Start..report.Sentences[finding.Sentence].End];
}

/// <summary>
/// A report and a label on which the tagger and gold differ, with the mentions that the tagger read for the label. Snippet is null unless
/// text was asked for: reports are sensitive.
/// </summary>
public sealed record Disagreement(string Id, string Set, string Label, LabelOutcome Outcome, IReadOnlyList<DisagreementMention> Mentions);

/// <summary>
/// A mention at text[Start..End] of the gold text with what the tagger made of it, null for a phrase that gold marked; Snippet is its
/// sentence, only where text was asked for.
/// </summary>
public sealed record DisagreementMention(int Start, int End, Polarity? Polarity, Temporality? Temporality, string? Snippet);
