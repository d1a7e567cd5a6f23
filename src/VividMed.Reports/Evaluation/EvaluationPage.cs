using System.Globalization;
using System.Net;
using System.Text;

namespace VividMed.Reports;

/// <summary>An evaluation as one HTML file that needs nothing else: figures with their intervals as bars, counts, and the disagreements by id.</summary>
public static class EvaluationPage
{
    private const string Head = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <style>
        :root{color-scheme:light dark;--ink:#1b2330;--dim:#5c6878;--line:#d9dfe7;--fill:#2f7fb8;--soft:#2f7fb833;--paper:#fff}
        @media(prefers-color-scheme:dark){:root{--ink:#e4e9f0;--dim:#97a3b3;--line:#333c48;--fill:#6cb6e8;--soft:#6cb6e83a;--paper:#151a21}}
        body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:78rem;margin:2rem auto;padding:0 1.2rem}
        h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2.2rem 0 .5rem}p{color:var(--dim);margin:.3rem 0}
        .wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .7rem;border-bottom:1px solid var(--line);vertical-align:top}
        th{font-weight:600;color:var(--dim)}td.n{font-variant-numeric:tabular-nums;white-space:nowrap}tr.all td{font-weight:600}small{color:var(--dim)}
        svg{display:block}
        </style>
        """;

    public static string Render(string title, IReadOnlyList<string> gold, ReportEvaluation evaluation)
    {
        var page = new StringBuilder(Head);
        page.Append(CultureInfo.InvariantCulture, $"<title>{Text(title)}</title><h1>{Text(title)}</h1><p>held against {Text(string.Join(", ", gold))}. A label counts where it is stated present now. ");
        page.Append(CultureInfo.InvariantCulture, $"Intervals: 95 %, percentile bootstrap over reports, {evaluation.Resamples} resamples, seed {evaluation.Seed}.</p>");
        if (evaluation.Unreadable > 0) page.Append(CultureInfo.InvariantCulture, $"<p>{evaluation.Unreadable} reports could not be read and count in nothing.</p>");
        foreach (var set in evaluation.Sets) Set(page, set);
        Examples(page, evaluation.Disagreements);
        return page.Append("</html>\n").ToString();
    }

    private static void Set(StringBuilder page, SetScore set)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(set.Set)}: {set.Reports} reports</h2><div class=wide><table><tr><th>label<th>F1<th><th>95 %<th>precision<th>recall<th>hits<th>false alarms<th>misses");
        foreach (var score in set.Classes) Row(page, score, "");
        Row(page, set.Micro, " class=all");
        page.Append(CultureInfo.InvariantCulture, $"<tr class=all><td>macro<td class=n>{Number(set.MacroF1.Value)}<td>{Bar(set.MacroF1)}<td class=n>{Interval(set.MacroF1)}<td><td><td><td><td></table></div>");
    }

    private static void Row(StringBuilder page, ClassScore score, string kind) => page.Append(
        CultureInfo.InvariantCulture,
        $"<tr{kind}><td>{Text(score.Label)}<td class=n>{Number(score.F1.Value)}<td>{Bar(score.F1)}<td class=n>{Interval(score.F1)}<td class=n>{Number(score.Precision.Value)} <small>{Interval(score.Precision)}</small><td class=n>{Number(score.Recall.Value)} <small>{Interval(score.Recall)}</small><td class=n>{score.Hits}<td class=n>{score.FalseAlarms}<td class=n>{score.Misses}");

    /// <summary>A bar from 0 to 1 with the interval drawn over it.</summary>
    private static string Bar(Figure figure)
    {
        const int width = 180;
        int At(double value) => (int)Math.Round(value * width);
        return $"""<svg width="{width}" height="14" role="img" aria-label="{Number(figure.Value)}"><rect y="2" width="{width}" height="10" rx="3" fill="var(--line)"/><rect y="2" width="{At(figure.Value)}" height="10" rx="3" fill="var(--fill)"/><rect x="{At(figure.Low)}" y="0" width="{Math.Max(1, At(figure.High) - At(figure.Low))}" height="14" fill="var(--soft)" stroke="var(--fill)"/></svg>""";
    }

    private static void Examples(StringBuilder page, IReadOnlyList<Disagreement> all)
    {
        if (all.Count == 0) return;
        page.Append("<h2>Where tagger and gold differ</h2><p>The first of each label and kind, by id, with the mentions that the tagger read for the label as spans of the text.</p><div class=wide><table><tr><th>label<th>kind<th>report<th>mentions");
        foreach (var example in all.OrderBy(example => example.Set, StringComparer.Ordinal).ThenBy(example => example.Label, StringComparer.Ordinal).ThenBy(example => example.Outcome))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(example.Label)} <small>{Text(example.Set)}</small><td>{(example.Outcome == Outcome.Miss ? "miss" : "false alarm")}<td class=n>{Text(example.Id)}<td>");
            foreach (var mention in example.Mentions) page.Append(CultureInfo.InvariantCulture, $"<div>{mention.Start}&ndash;{mention.End} <small>{mention.Polarity} {mention.Temporality}</small> {Text(mention.Snippet ?? "")}</div>");
        }

        page.Append("</table></div>");
    }

    private static string Interval(Figure figure) => $"{Number(figure.Low)}&ndash;{Number(figure.High)}";

    private static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
