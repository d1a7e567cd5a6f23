using System.Globalization;
using System.Net;
using System.Text;

namespace VividMed.Grounding;

/// <summary>An evaluation as one HTML file that needs nothing else: figures with their intervals as bars, a table by target, and the disagreements by study id. It holds no report text.</summary>
public static class GroundingPage
{
    private const int MostErrors = 500;

    private const string Head = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <style>
        :root{color-scheme:light dark;--ink:#1b2330;--dim:#5c6878;--line:#d9dfe7;--fill:#2f7fb8;--soft:#2f7fb833;--paper:#fff}
        @media(prefers-color-scheme:dark){:root{--ink:#e4e9f0;--dim:#97a3b3;--line:#333c48;--fill:#6cb6e8;--soft:#6cb6e83a;--paper:#151a21}}
        body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:78rem;margin:2rem auto;padding:0 1.2rem}
        h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2.2rem 0 .5rem}p{color:var(--dim);margin:.3rem 0}
        .wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .7rem;border-bottom:1px solid var(--line);white-space:nowrap}
        th{font-weight:600;color:var(--dim)}td.n{font-variant-numeric:tabular-nums}small{color:var(--dim)}
        .bar{position:relative;display:inline-block;width:12rem;height:.8rem;background:var(--line);border-radius:.4rem;vertical-align:middle}
        .bar i{position:absolute;inset:0 auto 0 0;background:var(--fill);border-radius:.4rem}.bar b{position:absolute;top:-.15rem;bottom:-.15rem;background:var(--soft);border:1px solid var(--fill);border-radius:.2rem}
        </style>
        """;

    public static string Render(string title, string truth, GroundingEvaluation evaluation)
    {
        var page = new StringBuilder(Head);
        page.Append(CultureInfo.InvariantCulture, $"<title>{Text(title)}</title><h1>{Text(title)}</h1><p>held against {Text(truth)}: {evaluation.Studies} studies");
        if (evaluation.WithoutTruth > 0) page.Append(CultureInfo.InvariantCulture, $"; {evaluation.WithoutTruth} samples have no truth and count in nothing");
        page.Append(CultureInfo.InvariantCulture, $"</p><p>Intervals: 95 %, percentile bootstrap over studies, {GroundingEvaluation.Resamples} resamples.</p>");
        Overall(page, evaluation.Overall);
        Targets(page, evaluation.Targets);
        Errors(page, evaluation);
        return page.Append("</html>\n").ToString();
    }

    private static void Overall(StringBuilder page, TargetFigures overall)
    {
        page.Append("<h2>All targets</h2><div class=wide><table><tr><th>figure<th>value<th><th>95 % interval<th>of<th>meaning");
        foreach (var (figure, metric) in overall.Figures.Zip(GroundingMetric.All))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{figure.Name}<td class=n>{Number(figure.Value)}<td>{Bar(figure)}<td class=n>{Interval(figure)}<td class=n>{figure.Of}<td><small>{metric.Meaning}</small>");
        }

        page.Append("</table></div>");
    }

    private static void Targets(StringBuilder page, IReadOnlyList<TargetFigures> targets)
    {
        page.Append("<h2>By target</h2><div class=wide><table><tr><th>target<th>mentions<th>unsupported");
        foreach (var metric in GroundingMetric.All) page.Append("<th>").Append(metric.Name);
        foreach (var target in targets)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(target.Target)}<td class=n>{target.Counts.Mentions}<td class=n>{target.Counts.Unsupported}");
            foreach (var figure in target.Figures) page.Append(CultureInfo.InvariantCulture, $"<td class=n>{Number(figure.Value)} <small>{Interval(figure)}</small>");
        }

        page.Append("</table></div>");
    }

    private static void Errors(StringBuilder page, GroundingEvaluation evaluation)
    {
        page.Append("<h2>Disagreements</h2>");
        if (evaluation.Errors.Count == 0)
        {
            page.Append("<p>None.</p>");
            return;
        }

        page.Append("<p>").AppendJoin(", ", evaluation.ErrorKinds.Select(static kind => $"{kind.Key} {kind.Value}")).Append("</p>");
        page.Append("<div class=wide><table><tr><th>study<th>kind<th>target<th>side<th>reason");
        foreach (var error in evaluation.Errors.Take(MostErrors))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(error.Study)}<td>{error.Kind}<td>{Text(error.Target)}<td>{error.Side}<td>{Text(error.Reason ?? "")}");
        }

        page.Append("</table></div>");
        if (evaluation.Errors.Count > MostErrors) page.Append(CultureInfo.InvariantCulture, $"<p>The first {MostErrors} of {evaluation.Errors.Count}.</p>");
    }

    private static string Bar(MeasuredFigure figure) => figure is { Value: { } value, Low: { } low, High: { } high }
        ? string.Create(CultureInfo.InvariantCulture, $"<span class=bar><i style=\"width:{100 * value:F1}%\"></i><b style=\"left:{100 * low:F1}%;width:{Math.Max(0.3, 100 * (high - low)):F1}%\"></b></span>")
        : "";

    private static string Interval(MeasuredFigure figure) => figure.Low is null ? "" : $"{Number(figure.Low)}&ndash;{Number(figure.High)}";

    private static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "&ndash;";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
