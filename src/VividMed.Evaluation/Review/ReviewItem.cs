using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VividMed.Grounding;
using VividMed.Grounding.Review;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Review;

/// <summary>One thing to be looked at: a phrase with one of its regions, or a phrase that has none.</summary>
/// <param name="Id">Follows from what it is on, so that equal items have one id; tells nothing of a planted fault.</param>
/// <param name="Phrase">The place of the phrase in the sample.</param>
/// <param name="Image">The place of the region's image in the sample; null without a region.</param>
/// <param name="Grade">Of the region; null without one.</param>
/// <param name="Reason">Why there is no region; null with one.</param>
public sealed record ReviewItem(
    string Id, string Study, string Split, Modality Modality, string Stratum, string ReportSha256, int Start, int End, int Phrase,
    string Target, Side Side, Polarity Polarity, int? Image, string? ImageSha256, double[]? Region, Grade? Grade, string? Reason)
{
    /// <summary>Whether a region was given.</summary>
    public bool Grounded => Region is not null;

    /// <summary>The region's box in voxels of the stored image; null without a region.</summary>
    internal Box? Box => Region is [var x0, var y0, var z0, var x1, var y1, var z1] ? new Box(x0, y0, z0, x1, y1, z1) : null;

    /// <summary>Every item of a sample: each region of each phrase, and each phrase without one.</summary>
    /// <param name="isDoubted">Whether rules and a language model read the study's report differently.</param>
    public static IEnumerable<ReviewItem> Of(Sample sample, bool isDoubted = false)
    {
        var report = ReviewedText.DigestOf(sample.Report.Text);
        foreach (var (index, phrase) in sample.Phrases.Index())
        {
            if (phrase.Regions.Count == 0) yield return Of(sample, report, index, region: null, isDoubted);
            foreach (var region in phrase.Regions) yield return Of(sample, report, index, sample.Regions[region], isDoubted);
        }
    }

    /// <summary>The same item with another box: a fault that is planted.</summary>
    internal ReviewItem With(Box box)
    {
        var region = Numbers(box);
        return this with { Region = region, Id = IdOf(Study, ReportSha256, Start, End, Target, ImageSha256, region) };
    }

    /// <summary>What a reviewer said of it.</summary>
    public ReviewVerdict Judge(VerdictKind kind, ReviewCorrection? correction, ReviewDraw? drawn) => new(Study, ReportSha256, Start, End, Target, kind)
    {
        ImageSha256 = ImageSha256,
        Region = Box,
        Correction = correction,
        Drawn = drawn,
    };

    private static ReviewItem Of(Sample sample, string report, int index, Region? region, bool isDoubted)
    {
        var phrase = sample.Phrases[index];
        var box = region is null ? null : Numbers(region.Box);
        var image = region is null ? null : sample.Images[region.Image].SourceSha256;
        var what = region is null ? phrase.Reason! : region.Grade.ToString();
        var doubtful = isDoubted || ReviewDoubt.Of(phrase, region) ? "/doubtful" : "";
        return new ReviewItem(
            IdOf(sample.Study, report, phrase.Start, phrase.End, phrase.Target, image, box), sample.Study, sample.Split, sample.Modality,
            $"{sample.Modality.Code()}/{phrase.Target}/{what}/{sample.Split}{doubtful}", report, phrase.Start, phrase.End, index, phrase.Target,
            phrase.Side, phrase.Polarity, region?.Image, image, box, region?.Grade, phrase.Reason);
    }

    private static double[] Numbers(Box box) => [box.X0, box.Y0, box.Z0, box.X1, box.Y1, box.Z1];

    private static string IdOf(string study, string report, int start, int end, string target, string? image, double[]? box)
    {
        var numbers = box is null ? "-" : string.Join(' ', box.Select(static number => number.ToString("R", CultureInfo.InvariantCulture)));
        var text = string.Create(CultureInfo.InvariantCulture, $"{study}\n{report}\n{start} {end}\n{target}\n{image ?? "-"}\n{numbers}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
