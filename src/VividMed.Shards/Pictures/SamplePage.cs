using System.Globalization;
using System.Net;
using System.Text;
using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;
using VividMed.Taxonomy;

namespace VividMed.Shards.Pictures;

/// <summary>
/// Samples as one HTML file that needs nothing else: for each study its images with the regions drawn in, the report with every phrase
/// marked (grounded ones in their region's color, the others by what the report says of them), why each phrase has or has no region, and the questions.
/// </summary>
public static class SamplePage
{
    private const string Head = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Grounded reports</title>
        <style>
        body{font:15px/1.55 system-ui,sans-serif;color:#e2e6ec;background:#101318;max-width:88rem;margin:0 auto;padding:1.5rem}
        h1{font-size:1.4rem}h2{font-size:1.05rem;color:#8a93a0;letter-spacing:.03em;margin:0 0 1rem}
        article{background:#191d24;border-radius:.8rem;padding:1.4rem;margin:1.4rem 0}.two{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:1.6rem}
        @media(max-width:60rem){.two{grid-template-columns:1fr}}img{width:100%;border-radius:.4rem;display:block;margin-bottom:.6rem}
        .text{white-space:pre-wrap;font-size:1.02rem;line-height:1.9}.p{border-radius:.25rem;padding:.08rem .15rem;cursor:help}
        .absent{border-bottom:2px dotted #8a93a0;color:#a9b2bf}.uncertain{border-bottom:2px dashed #d7c27a}.historical{border-bottom:2px dotted #8a93a0;font-style:italic;color:#a9b2bf}.present{border-bottom:2px solid #67707d}
        .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;margin-top:1rem;font-size:.9rem}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #2c333d;vertical-align:top}th{color:#8a93a0;font-weight:600}
        .dot{display:inline-block;width:.75em;height:.75em;border-radius:.2em;margin-right:.4em}small,.faint{color:#8a93a0}.A{color:#40d69e}.B{color:#60c8ff}.C{color:#ffb03b}
        </style>
        <h1>Grounded reports</h1>
        <p class=faint>A phrase in color names the region drawn in the same color. Underlined phrases have no region: <span class="p present">stated, but nothing was found</span>,
        <span class="p absent">absent</span>, <span class="p uncertain">uncertain</span>, <span class="p historical">of an earlier examination</span>. Point at a phrase to see more.</p>
        """;

    /// <summary>Writes the page, one sample after the other.</summary>
    /// <exception cref="ImageFormatException">A stored image cannot be decoded.</exception>
    public static async Task WriteAsync(TextWriter page, IAsyncEnumerable<StoredSample> samples, CancellationToken cancellationToken = default)
    {
        await page.WriteAsync(Head.AsMemory(), cancellationToken);
        await foreach (var sample in samples.WithCancellation(cancellationToken)) await page.WriteAsync(Article(sample).AsMemory(), cancellationToken);
        await page.WriteAsync("</html>\n".AsMemory(), cancellationToken);
    }

    private static string Article(StoredSample stored)
    {
        var sample = stored.Sample;
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<article><h2>{Text(sample.Dataset)} {Text(sample.Id)}, split {Text(sample.Split)}</h2><div class=two><div>");
        for (var image = 0; image < sample.Images.Count; image++) Picture(html, stored, image);
        html.Append("</div><div><div class=text>");
        Report(html, sample);
        html.Append("</div></div></div>");
        Phrases(html, sample);
        Questions(html, sample);
        return html.Append("</article>").ToString();
    }

    private static void Picture(StringBuilder html, StoredSample stored, int image)
    {
        using var png = new MemoryStream();
        PngCodec.WriteRgb(png, SamplePicture.PaintImage(stored, image));
        html.Append("<img alt=\"image with its regions\" src=\"data:image/png;base64,").Append(Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length)).Append("\">");
    }

    private static void Report(StringBuilder html, Sample sample)
    {
        var at = 0;
        // Where phrases lie in one another, the grounded one is shown, else the first.
        foreach (var phrase in sample.Phrases.OrderBy(static phrase => phrase.Start).ThenBy(static phrase => phrase.Regions.Count == 0))
        {
            if (phrase.Start < at) continue;
            html.Append(Text(sample.Report.Text[at..phrase.Start]));
            var title = $"{Describe(phrase)}: {(phrase.Reason is { } reason ? reason : Describe(sample, phrase))}";
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"p{Class(phrase)}\"{Style(phrase)} title=\"{Text(title)}\">{Text(phrase.Text)}</span>");
            at = phrase.End;
        }

        html.Append(Text(sample.Report.Text[at..]));
    }

    private static void Phrases(StringBuilder html, Sample sample)
    {
        html.Append("<div class=wide><table><tr><th>phrase<th>target<th>side<th>says<th>regions<th>grade<th>score<th>checks or reason");
        foreach (var phrase in sample.Phrases)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(phrase.Text)}<td>{Text(phrase.Target)}<td>{Word(phrase.Side)}<td>{Says(phrase)}");
            if (phrase.Reason is { } reason) html.Append(CultureInfo.InvariantCulture, $"<td><td><td><td class=faint>{Text(reason)}");
            else Regions(html, sample, phrase);
        }

        html.Append("</table></div>");
    }

    private static void Regions(StringBuilder html, Sample sample, Phrase phrase)
    {
        var regions = phrase.Regions.Select(index => sample.Regions[index]).ToList();
        html.Append("<td>").AppendJoin(", ", phrase.Regions.Select(index => $"<span class=dot style=\"background:{Color(index)}\"></span>{Text(sample.Regions[index].Label)}"));
        html.Append("<td>").AppendJoin(", ", regions.Select(static region => $"<span class={region.Grade}>{region.Grade}</span>"));
        html.Append("<td>").AppendJoin(", ", regions.Select(static region => region.Score.ToString("F2", CultureInfo.InvariantCulture)));
        html.Append("<td><small>").AppendJoin(" ", regions.SelectMany(static region => region.Checks).Distinct(StringComparer.Ordinal).Select(Text)).Append("</small>");
    }

    private static void Questions(StringBuilder html, Sample sample)
    {
        html.Append("<div class=wide><table><tr><th>question<th>answer<th>type");
        foreach (var question in sample.Questions) html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(question.Question)}<td>{Text(question.Answer)}<td class=faint>{Text(question.Type)}");
        html.Append("</table></div>");
    }

    private static string Describe(Sample sample, Phrase phrase) =>
        string.Join("; ", phrase.Regions.Select(index => $"{sample.Regions[index].Label}, grade {sample.Regions[index].Grade}"));

    private static string Describe(Phrase phrase) => phrase.Side == Side.None ? phrase.Target : $"{phrase.Target}, {Word(phrase.Side)}";

    private static string Says(Phrase phrase) => phrase.Temporality == Temporality.Historical ? "earlier" : phrase.Polarity.ToString().ToLowerInvariant();

    private static string Word(Side side) => side == Side.None ? "" : side.ToString().ToLowerInvariant();

    private static string Class(Phrase phrase) => phrase.Regions.Count > 0 ? ""
        : phrase.Temporality == Temporality.Historical ? " historical"
        : " " + phrase.Polarity.ToString().ToLowerInvariant();

    private static string Style(Phrase phrase) => phrase.Regions is [var first, ..] ? $" style=\"background:{Color(first)}44;border-bottom:2px solid {Color(first)}\"" : "";

    private static string Color(int region)
    {
        var color = OverlayColor.Of(region);
        return $"#{color.Red:x2}{color.Green:x2}{color.Blue:x2}";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
