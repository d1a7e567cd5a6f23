using System.Net;
using System.Text.RegularExpressions;
using VividMed.Evaluation.Grounding;
using VividMed.Evaluation.Pages;
using VividMed.Evaluation.Reports;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Tests.Pages;

public sealed partial class EvaluationPageTests
{
    [Theory]
    [InlineData(0.5, 0.25, 0.75, 90, 45, 90)]
    [InlineData(0.0, 0.0, 0.0, 0, 0, 1)]
    [InlineData(1.0, 1.0, 1.0, 180, 180, 1)]
    [InlineData(1.0, 0.0, 1.0, 180, 0, 180)]
    [InlineData(0.3333, 0.3, 0.301, 60, 54, 1)]
    public async Task A_bar_shows_the_figure_and_its_interval_to_scale(
        double value, double low, double high, int filled, int from, int wide)
    {
        var page = await RenderAsync(Score("Edema", new Figure(value, low, high)));

        var bar = Bar().Match(page);
        Assert.Equal(
            ("180", $"{filled}", $"{from}", $"{wide}"),
            (bar.Groups["all"].Value, bar.Groups["filled"].Value, bar.Groups["from"].Value, bar.Groups["wide"].Value));
    }

    [Fact]
    public async Task Figures_have_three_decimals_and_their_intervals_stand_beside_them()
    {
        var page = WebUtility.HtmlDecode(await RenderAsync(Score("Edema", new Figure(0.5, 0.25, 0.7504))));

        Assert.Contains("<td class=\"n\">0.500</td>", page, StringComparison.Ordinal);
        Assert.Contains("0.250–0.750", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"n\">3</td><td class=\"n\">1</td><td class=\"n\">2</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_comes_from_files_is_escaped()
    {
        var mention = new DisagreementMention(3, 9, Polarity.Present, Temporality.Current, "<i>a sentence & more</i>");
        var page = await RenderAsync(
            Score("<b>label</b>", default),
            new Disagreement("<u>id</u>", "<s>set</s>", "<b>label</b>", LabelOutcome.Miss, [mention]));

        Assert.DoesNotMatch("<(b|i|u|s)>", page);
        Assert.Contains("&lt;u&gt;id&lt;/u&gt;", page, StringComparison.Ordinal);
        Assert.Contains("&lt;i&gt;a sentence &amp; more&lt;/i&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disagreements_are_told_by_kind_and_span_and_not_at_all_where_there_are_none()
    {
        var mention = new DisagreementMention(3, 9, Polarity.Absent, Temporality.Historical, Snippet: null);
        var page = await RenderAsync(
            Score("Edema", default),
            new Disagreement("r1", "ctRate18", "Edema", LabelOutcome.FalseAlarm, [mention]),
            new Disagreement("r2", "ctRate18", "Edema", LabelOutcome.Miss, []));

        Assert.Matches(@"false alarm</td>\s*<td class=""n"">r1</td>", page);
        Assert.Matches(@">miss</td>\s*<td class=""n"">r2</td>", page);
        Assert.Contains("3–9 <small>Absent Historical</small>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("tagger and gold differ", await RenderAsync(Score("Edema", default)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_pages_need_nothing_but_themselves()
    {
        string[] pages = [await RenderAsync(Score("Edema", default)), await RenderAsync(new GroundingTally { Given = 4, Right = 3 })];

        Assert.All(pages, static page =>
        {
            Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
            Assert.DoesNotMatch("""(?i)\b(src|href)\s*=|url\(|@import|<link|<script|https?:""", page);
        });
    }

    [Fact]
    public async Task What_was_not_counted_has_a_dash_and_no_bar()
    {
        var page = WebUtility.HtmlDecode(await RenderAsync(new GroundingTally { Given = 4, Right = 3 }));

        Assert.Matches(@"<td>precision</td><td class=""n"">0\.750</td>\s*<td>\s*<svg", page);
        Assert.Matches(@"<td>recall</td><td class=""n"">–</td>\s*<td>\s*</td>\s*<td class=""n""></td>", page);
        Assert.Single(Bar().Matches(page));
    }

    [Fact]
    public async Task A_long_list_of_disagreements_is_cut_and_says_so()
    {
        GroundingError[] errors = [.. Enumerable.Range(0, 501).Select(static i => new GroundingError($"study-{i}", "missed", "heart", "none", null))];
        var page = await EvaluationPages.RenderAsync(
            "t", "truth", GroundingEvaluation.Of([new StudyScore("s", Tallies(), errors)], withoutTruth: 3));

        Assert.Contains("missed 501", page, StringComparison.Ordinal);
        Assert.Contains("study-499<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("study-500<", page, StringComparison.Ordinal);
        Assert.Contains("The first 500 of 501.", page, StringComparison.Ordinal);
        Assert.Contains("3 samples have no truth", page, StringComparison.Ordinal);
    }

    private static Task<string> RenderAsync(GroundingTally tally)
    {
        var tallies = Tallies();
        tallies.Add("lung nodule", tally);
        return EvaluationPages.RenderAsync("t", "truth", GroundingEvaluation.Of([new StudyScore("s", tallies, [])], withoutTruth: 0));
    }

    private static Dictionary<string, GroundingTally> Tallies() => new(StringComparer.Ordinal);

    private static ClassScore Score(string label, Figure f1) => new(label, Hits: 3, FalseAlarms: 1, Misses: 2, default, default, f1);

    private static Task<string> RenderAsync(ClassScore score, params Disagreement[] disagreements) =>
        EvaluationPages.RenderAsync(
            "t",
            ["gold.csv"],
            new ReportEvaluation(
                [new SetScore("ctRate18", 6, [score], score, default)], Unreadable: 0, Resamples: 10, Seed: 1, disagreements));

    [GeneratedRegex(
        @"<svg.*?<rect y=""2"" width=""(?<all>\d+)"".*?<rect y=""2"" width=""(?<filled>\d+)"".*?<rect x=""(?<from>\d+)"" y=""0"" width=""(?<wide>\d+)""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Bar();
}
