using System.Collections.Frozen;
using VividMed.Evaluation.Pages;
using VividMed.Evaluation.Reports;
using VividMed.Reports;
using VividMed.Reports.Tests;
using VividMed.Reports.Wordings;

namespace VividMed.Evaluation.Tests.Reports;

public sealed class ReportEvaluatorTests
{
    private static readonly ReportEvaluator Evaluator = new(TestTaxonomy.Shipped, ReportLanguage.BuiltIn);

    [Fact]
    public void Hits_false_alarms_and_misses_are_counted_by_label()
    {
        var score = Evaluate(Gold("1", "Left effusion.", "Pleural effusion"), Gold("2", "Left effusion."), Gold("3", "Clear lungs.", "Pleural effusion"), Gold("4", "No effusion.")).Sets.Single();

        var effusion = Assert.Single(score.Classes);
        Assert.Equal((1L, 1L, 1L), (effusion.Hits, effusion.FalseAlarms, effusion.Misses));
        Assert.Equal((0.5, 0.5, 0.5), (effusion.Precision.Value, effusion.Recall.Value, effusion.F1.Value));
        Assert.Equal((4, 0.5, 0.5), (score.Reports, score.Micro.F1.Value, score.MacroF1.Value));
    }

    [Fact]
    public void Intervals_hold_the_figure_and_follow_the_seed()
    {
        var reports = Enumerable.Range(0, 60).Select(i => Gold($"{i}", i % 3 == 0 ? "Clear lungs." : "Left effusion.", i % 5 == 0 ? "Hiatal hernia" : "Pleural effusion")).ToArray();

        var first = Evaluate(reports).Sets.Single();

        Assert.InRange(first.Micro.F1.Value, first.Micro.F1.Low, first.Micro.F1.High);
        Assert.True(first.Micro.F1.Low < first.Micro.F1.High);
        Assert.Equal(first.Micro, Evaluate(reports).Sets.Single().Micro);
        Assert.NotEqual(first.Micro.F1, Evaluator.Evaluate(reports, Options() with { Seed = 2 }).Sets.Single().Micro.F1);
    }

    [Fact]
    public void Disagreements_carry_ids_and_spans_and_text_only_on_request()
    {
        var report = Gold("7", "FINDINGS: Left effusion.");

        var example = Assert.Single(Evaluate(report).Disagreements);
        var shown = Assert.Single(Evaluator.Evaluate([report], Options() with { ShowText = true }).Disagreements);

        Assert.Equal(("7", LabelOutcome.FalseAlarm), (example.Id, example.Outcome));
        Assert.Equal("Left effusion", report.Text[example.Mentions[0].Start..example.Mentions[0].End]);
        Assert.Null(example.Mentions[0].Snippet);
        Assert.Equal("Left effusion.", shown.Mentions[0].Snippet);
    }

    [Fact]
    public async Task The_page_holds_figures_and_no_text_of_a_report()
    {
        var page = await EvaluationPages.RenderAsync("<Title>", ["gold.csv"], Evaluate(Gold("7", "Left effusion of secret origin.")));

        Assert.Contains("&lt;Title&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<td>Pleural effusion", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Marked_phrases_are_judged_by_negation_history_and_owner()
    {
        var labels = new Dictionary<string, bool>(StringComparer.Ordinal) { ["negated"] = true, ["historical"] = true };
        var gold = new GoldReport("1", "There is no pain.", new Dictionary<LabelSet, IReadOnlyDictionary<string, bool>> { [LabelSet.Negation] = labels }, new TextSpan(12, 16));

        var classes = Evaluate(gold).Sets.Single().Classes;

        Assert.Equal(("negated", 1L, 0L), (classes[0].Label, classes[0].Hits, classes[0].Misses));
        Assert.Equal(("historical", 0L, 1L), (classes[1].Label, classes[1].Hits, classes[1].Misses));
    }

    [Fact]
    public void A_file_without_the_labels_asked_for_is_refused()
    {
        Assert.Equal("bad-gold", Assert.Throws<ReportException>(() => Evaluator.Evaluate([Gold("1", "x")], Options() with { Sets = [LabelSet.Negation] })).Code);
    }

    private static ReportEvaluation Evaluate(params GoldReport[] reports) => Evaluator.Evaluate(reports, Options());

    private static EvaluationOptions Options() => new([], Resamples: 200);

    private static GoldReport Gold(string id, string text, params string[] present) =>
        new(id, text, new Dictionary<LabelSet, IReadOnlyDictionary<string, bool>> { [LabelSet.CtRate18] = LabelSet.CtRate18.Labels.ToFrozenDictionary(label => label, present.Contains, StringComparer.Ordinal) });
}
