using System.Globalization;
using System.Net;
using System.Text;
using VividMed.Evaluation.Review;
using VividMed.Grounding;
using VividMed.Grounding.Review;
using VividMed.Imaging;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;
using VividMed.Shards.Pictures;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Pages;

/// <summary>
/// A sheet as one HTML file that needs nothing else: for each item the image with its region alone, the report with its phrase, and six
/// keys for the verdicts. What was said is kept in the browser and saved as a file of answers; nothing is sent anywhere.
/// </summary>
public sealed class ReviewPage(ReviewSheet sheet)
{
    private const int PictureSize = 512;

    private readonly ILookup<string, ReviewItem> _items = sheet.Items.ToLookup(static item => item.Study, StringComparer.Ordinal);

    /// <summary>Writes the page. Items come study by study, in the order of the samples.</summary>
    /// <param name="samples">Of the sheet's version, with images; others are passed over.</param>
    /// <exception cref="ImageFormatException">A stored image cannot be decoded.</exception>
    public async Task WriteAsync(TextWriter page, IAsyncEnumerable<StoredSample> samples, CancellationToken cancellationToken = default)
    {
        await page.WriteAsync(ReviewPageParts.Head(sheet.DatasetId, sheet.Version, sheet.Items.Count).AsMemory(), cancellationToken);
        await foreach (var stored in samples.WithCancellation(cancellationToken))
        {
            foreach (var item in _items[stored.Sample.Study]) await page.WriteAsync(Article(stored, item).AsMemory(), cancellationToken);
        }

        await page.WriteAsync(ReviewPageParts.Tail.AsMemory(), cancellationToken);
    }

    private static string Article(StoredSample stored, ReviewItem item)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<article tabindex=0 data-item=\"{item.Id}\"><div class=two><div>");
        html.Append("<img alt=\"").Append(item.Grounded ? "the image with the region" : "the image").Append("\" src=\"data:image/png;base64,").Append(Picture(stored, item)).Append("\">");
        html.Append("</div><div><h2>").Append(Text(Title(stored.Sample, item))).Append("</h2><div class=text>");
        Report(html, stored.Sample, item);
        html.Append("</div><fieldset><legend>Your verdict</legend>");
        foreach (var (number, kind) in Enum.GetValues<VerdictKind>().Index())
        {
            html.Append(CultureInfo.InvariantCulture, $"<label><input type=radio name=\"{item.Id}\" value=\"{kind.Word()}\"> <kbd>{number + 1}</kbd> {kind.Word()}</label>");
        }

        html.Append("</fieldset><details><summary>Correct it</summary>");
        Choice(html, "side", ["left", "right", "both", "none"]);
        Choice(html, "polarity", ["present", "absent", "uncertain"]);
        Choice(html, "temporality", ["current", "historical"]);
        html.Append("<label>target <input data-field=target size=18></label><label>box <input data-field=box size=24 placeholder=\"x0 y0 x1 y1\"></label></details>");
        return html.Append("</div></div></article>").ToString();
    }

    private static void Choice(StringBuilder html, string field, string[] words)
    {
        html.Append(CultureInfo.InvariantCulture, $"<label>{field} <select data-field={field}><option value=\"\">as it is</option>");
        foreach (var word in words) html.Append(CultureInfo.InvariantCulture, $"<option>{word}</option>");
        html.Append("</select></label>");
    }

    /// <summary>The item's region and no other: what else was found would tell which box is out of place.</summary>
    private static string Picture(StoredSample stored, ReviewItem item)
    {
        var sample = stored.Sample;
        var phrase = sample.Phrases[item.Phrase];
        var region = item.Box is { } box
            ? phrase.Regions.Select(index => sample.Regions[index]).OrderByDescending(own => own.Box == box).First(own => own.Image == item.Image)
            : null;
        if (region is not null && region.Box != item.Box) region = region with { Box = item.Box!.Value, Mask = null, Shape = RegionShape.Box };
        var alone = stored with
        {
            Sample = sample with
            {
                Phrases = [phrase with { Regions = region is null ? [] : [0] }],
                Regions = region is null ? [] : [region],
            },
        };
        using var png = new MemoryStream();
        PngCodec.WriteRgb(png, SamplePicture.PaintImage(alone, item.Image ?? 0, size: PictureSize));
        return Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length);
    }

    private static void Report(StringBuilder html, Sample sample, ReviewItem item)
    {
        var text = sample.Report.Text;
        html.Append(Text(text[..item.Start])).Append("<mark>").Append(Text(text[item.Start..item.End])).Append("</mark>").Append(Text(text[item.End..]));
    }

    private static string Title(Sample sample, ReviewItem item)
    {
        var side = item.Side == Side.None ? "" : item.Side.ToString().ToLowerInvariant() + " ";
        var says = $"{side}{item.Target}, {item.Polarity.ToString().ToLowerInvariant()}";
        return $"{sample.Modality.Code()} {sample.Study}: {says}{(item.Reason is { } reason ? $"; no region: {reason}" : "")}";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
