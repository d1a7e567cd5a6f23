using System.Globalization;
using System.Net;
using System.Text;
using VividMed.Evaluation.ReaderStudy;
using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Overlays;
using VividMed.Shards.Archives;

namespace VividMed.Evaluation.Pages;

/// <summary>
/// One case in one arm as one HTML file that needs nothing else: its pictures, a box with the draft or an empty one, and a clock that runs
/// while the case is open and seen. What the reader leaves goes to the page that shows the case, or opened alone into a file; nothing is
/// sent anywhere, and the page forbids the browser to.
/// </summary>
public static class ReadingCasePage
{
    /// <param name="stored">The case's sample with its images.</param>
    /// <exception cref="ImageFormatException">A stored image cannot be decoded.</exception>
    public static string Render(ReadingCase drawn, ReadingArm arm, StoredSample stored)
    {
        var shown = stored with { Sample = drawn.Draft.Show(stored.Sample) };
        var html = new StringBuilder(ReadingPageParts.Head($"Case {drawn.Name}"));
        html.Append(CultureInfo.InvariantCulture, $"<body data-case=\"{drawn.Name}\" data-arm=\"{arm.Word()}\">");
        html.Append(CultureInfo.InvariantCulture, $"<header><h1>Case {drawn.Name}</h1><span>{Task(arm)}</span>");
        if (arm == ReadingArm.Grounded) html.Append("<button id=regions type=button class=quiet aria-pressed=true>Regions <kbd>Alt</kbd>+<kbd>R</kbd></button>");
        html.Append(ReadingPageParts.Buttons);
        html.Append("<main class=two hidden><div class=pictures>");
        Pictures(html, "plain", "the image", ReadingPictures.Plain(stored), isHidden: arm == ReadingArm.Grounded && shown.Sample.Regions.Count > 0);
        if (arm == ReadingArm.Grounded) Pictures(html, "regions", "the image with the regions of the draft", ReadingPictures.Grounded(shown), isHidden: false);
        html.Append("</div><div>");
        // Both arms with a draft look alike but for the colors, so that a difference is theirs.
        if (arm != ReadingArm.None) Draft(html, drawn.Draft.Text, arm == ReadingArm.Grounded ? shown.Sample.Phrases : []);
        html.Append("<label for=text>").Append(arm == ReadingArm.None ? "Your report" : "The draft, for you to correct").Append("</label>");
        // A browser passes over the first line break in a box.
        html.Append("<textarea id=text spellcheck=false rows=18>\n").Append(arm == ReadingArm.None ? "" : Text(drawn.Draft.Text)).Append("</textarea></div></main>");
        return html.Append(ReadingPageParts.CaseScript).ToString();
    }

    private static string Task(ReadingArm arm) => arm switch
    {
        ReadingArm.None => "Write the report.",
        ReadingArm.Draft => "Correct the draft until you would sign it.",
        _ => "Correct the draft until you would sign it. Words in color name the region of that color.",
    };

    private static void Pictures(StringBuilder html, string name, string what, IEnumerable<string> pictures, bool isHidden)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div data-pictures={name}{(isHidden ? " hidden" : "")}>");
        foreach (var picture in pictures) html.Append("<img alt=\"").Append(what).Append("\" src=\"data:image/png;base64,").Append(picture).Append("\">");
        html.Append("</div>");
    }

    /// <summary>The draft to read, with phrases in the colors of their regions; of two that overlap the first.</summary>
    private static void Draft(StringBuilder html, string text, IReadOnlyList<Phrase> phrases)
    {
        var at = 0;
        html.Append("<div class=text>");
        foreach (var phrase in phrases.Where(static phrase => phrase.Regions.Count > 0).OrderBy(static phrase => phrase.Start))
        {
            if (phrase.Start < at) continue;
            var color = OverlayColor.Of(phrase.Regions[0]);
            html.Append(Text(text[at..phrase.Start]));
            html.Append(CultureInfo.InvariantCulture, $"<span class=p style=\"--c:#{color.Red:x2}{color.Green:x2}{color.Blue:x2}\">{Text(text[phrase.Start..phrase.End])}</span>");
            at = phrase.End;
        }

        html.Append(Text(text[at..])).Append("</div>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
