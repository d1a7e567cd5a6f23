using VividMed.Reports;
using VividMed.Reports.Assertions;
using VividMed.Reports.Labels;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Reports;

/// <summary>Holds the tagger's answers against gold, report by report; only outcomes and a few disagreements are kept in memory.</summary>
public sealed class ReportEvaluator(TargetTaxonomy taxonomy, ReportLanguage language)
{
    private readonly ReportTagger _tagger = new(taxonomy, language);
    private readonly AssertionClassifier _classifier = new(language);

    /// <exception cref="ReportException"><c>bad-gold</c>: no row carries any of the sets asked for.</exception>
    public ReportEvaluation Evaluate(
        IEnumerable<GoldReport> reports, EvaluationOptions options, Action<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var tables = new Dictionary<LabelSet, OutcomeTable>();
        var disagreements = new Disagreements(options);
        var (read, unreadable) = (0, 0);
        foreach (var gold in reports)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                foreach (var (set, labels) in gold.Labels)
                {
                    if (options.Sets.Count > 0 && !options.Sets.Contains(set)) continue;
                    if (!tables.TryGetValue(set, out var table)) tables.Add(set, table = new OutcomeTable(set));
                    table.Add(Compare(gold, set, labels, options, disagreements));
                }
            }
            catch (ReportException)
            {
                unreadable++;
            }

            progress?.Invoke(++read);
        }

        if (tables.Count == 0) throw new ReportException("bad-gold", "No row carries the labels asked for: see --help for the sets and the names of columns.");
        var sets = LabelSet.All.Where(tables.ContainsKey).Select(set => tables[set].Score(options.Resamples, options.Seed)).ToList();
        return new ReportEvaluation(sets, unreadable, options.Resamples, options.Seed, disagreements.All);
    }

    private List<(int Label, LabelOutcome Outcome)> Compare(
        GoldReport gold, LabelSet set, IReadOnlyDictionary<string, bool> labels, EvaluationOptions options, Disagreements disagreements)
    {
        if (set == LabelSet.Frames) return CompareFrames(gold, options, disagreements);
        var report = set == LabelSet.Negation ? null : Tag(gold, options);
        var answers = report is null
            ? Assertions(gold)
            : set.Read(report, taxonomy).ToDictionary(static label => label.Key, static label => label.Value == LabelState.Present);
        var outcomes = new List<(int, LabelOutcome)>();
        for (var i = 0; i < set.Labels.Count; i++)
        {
            var label = set.Labels[i];
            if (!labels.TryGetValue(label, out var truth) || (!truth && !answers[label])) continue;
            var outcome = truth && answers[label] ? LabelOutcome.Hit : truth ? LabelOutcome.Miss : LabelOutcome.FalseAlarm;
            outcomes.Add((i, outcome));
            if (outcome != LabelOutcome.Hit) disagreements.Add(gold, report, set, label, outcome, taxonomy);
        }

        return outcomes;
    }

    private List<(int Label, LabelOutcome Outcome)> CompareFrames(GoldReport gold, EvaluationOptions options, Disagreements disagreements)
    {
        var report = Tag(gold, options);
        var outcomes = new List<(int, LabelOutcome)>();
        foreach (var mention in gold.Mentions)
        {
            foreach (var (question, outcome) in FrameComparison.Compare(mention, gold.Text, report))
            {
                outcomes.Add((FrameComparison.IndexOf(question), outcome));
                if (outcome != LabelOutcome.Hit) disagreements.Add(gold, report, mention, question, outcome);
            }
        }

        return outcomes;
    }

    private TaggedReport Tag(GoldReport gold, EvaluationOptions options)
    {
        // A row without text states nothing.
        if (string.IsNullOrWhiteSpace(gold.Text)) return new TaggedReport("", [], [], []);
        return _tagger.Tag(gold.Text, options.Style ?? gold.Style ?? ReportStyles.Detect(gold.Text));
    }

    private Dictionary<string, bool> Assertions(GoldReport gold)
    {
        var assertion = _classifier.Classify(gold.Text, gold.Phrase!.Value);
        return new(StringComparer.Ordinal)
        {
            ["negated"] = assertion.Polarity == Polarity.Absent,
            ["historical"] = assertion.Temporality == Temporality.Historical,
            ["family"] = assertion.Experiencer == Experiencer.Family,
        };
    }
}

/// <summary>
/// How to evaluate. Sets: the sets to look at, or those that the file has where it is empty. Style: the reports' layout, or by the text.
/// Examples: the most disagreements kept for each label and kind. ShowText: whether they may carry sentences.
/// </summary>
public sealed record EvaluationOptions(
    IReadOnlyList<LabelSet> Sets, ReportStyle? Style = null, int Resamples = 1_000, int Seed = 1, int Examples = 5, bool ShowText = false);
