using System.Globalization;
using VividMed.Grounding;
using VividMed.Imaging.Overlays;
using VividMed.Shards.Pictures;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Samples;

/// <summary>What is said of phrases and regions, in a few words.</summary>
public static class PhraseWords
{
    /// <summary>Such as <c>left pleural effusion</c>.</summary>
    public static string Title(Phrase phrase) => $"{Word(phrase.Side)} {phrase.Target}".Trim();

    /// <summary>What the report says of it: present, absent, uncertain, or earlier.</summary>
    public static string Says(Phrase phrase) => phrase.Temporality == Temporality.Historical ? "earlier" : phrase.Polarity.ToString().ToLowerInvariant();

    public static string Word(Side side) => side == Side.None ? "" : side.ToString().ToLowerInvariant();

    public static string Share(double? share) => share?.ToString("F2", CultureInfo.InvariantCulture) ?? "";

    /// <summary>All regions of the sample as its page shows them.</summary>
    public static IReadOnlyList<ShownRegion> Regions(Sample sample) =>
        [.. sample.Regions.Select((region, number) => new ShownRegion(number, region, SamplePicture.TitleOf(sample, number)))];

    /// <summary>The color of a region and its phrases, for a style.</summary>
    public static string Color(int region)
    {
        var color = OverlayColor.Of(region);
        return $"--c:#{color.Red:x2}{color.Green:x2}{color.Blue:x2}";
    }
}
