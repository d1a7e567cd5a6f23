using System.Text.Json.Serialization;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Review;

/// <summary>
/// A verdict on a phrase of a sample. It names what it was looked at by content, so that it says nothing of a report or image that has
/// changed since, and holds no words of the report.
/// </summary>
/// <param name="ReportSha256">SHA-256 of the sample's report text in UTF-8, see <see cref="ReviewedText.DigestOf"/>.</param>
/// <param name="Start">The phrase is text[Start..End] in UTF-16 code units.</param>
/// <param name="Target">The taxonomy id that the record gives the phrase; of words that were passed over, what they name.</param>
public sealed record ReviewVerdict(string Study, string ReportSha256, int Start, int End, string Target, VerdictKind Kind)
{
    /// <summary>SHA-256 of the image's source file; null where the verdict is on the words alone.</summary>
    public string? ImageSha256 { get; init; }

    /// <summary>The region's box in voxels of the stored image; null where the phrase has none.</summary>
    [JsonConverter(typeof(BoxNumbers))]
    public Box? Region { get; init; }

    /// <summary>What it should be, where the reviewer says so.</summary>
    public ReviewCorrection? Correction { get; init; }

    /// <summary>How it came to be looked at; null where somebody chose it by hand. No part of what is said.</summary>
    public ReviewDraw? Drawn { get; init; }

    /// <summary>What the verdict is on: reviewers who name the same looked at the same.</summary>
    [JsonIgnore]
    public ReviewSubject Subject => new(Study, ReportSha256, Start, End, Target, ImageSha256, Region);

    /// <summary>Whether following it changes the sample.</summary>
    [JsonIgnore]
    public bool IsCorrection => Kind != VerdictKind.Accept;

    /// <summary>Why it cannot be followed, for the reviewer; null where it can.</summary>
    public string? FindProblem()
    {
        if (Start < 0 || End <= Start) return "the phrase has no words";
        if (Correction is { Box: not null } && ImageSha256 is null) return "a box needs the image that it lies in";
        if (Correction?.Box is { } box && (box.Volume <= 0 || box.X0 < 0 || box.Y0 < 0 || box.Z0 < 0)) return "the box is empty or begins outside the image";
        return Kind switch
        {
            VerdictKind.Accept when Correction is not null => "what is accepted is not corrected",
            VerdictKind.WrongRegion when Region is null => "the phrase has no region that could be wrong",
            VerdictKind.WrongSide when Region is null && Correction?.Side is null => "without a region the right side is needed",
            VerdictKind.WrongText when Correction is not { HasReading: true } => "say what the words mean: polarity, temporality or side",
            VerdictKind.Missed when Correction is null => "say what was missed: a box, or for words that were passed over a target",
            _ => null,
        };
    }
}

/// <summary>What a reviewer puts in the place of what is wrong; null is left as it is.</summary>
public sealed record ReviewCorrection
{
    [JsonConverter(typeof(KebabWords<Polarity>))]
    public Polarity? Polarity { get; init; }

    [JsonConverter(typeof(KebabWords<Temporality>))]
    public Temporality? Temporality { get; init; }

    [JsonConverter(typeof(KebabWords<Side>))]
    public Side? Side { get; init; }

    /// <summary>A taxonomy id.</summary>
    public string? Target { get; init; }

    /// <summary>Where the finding lies, in voxels of the stored image.</summary>
    [JsonConverter(typeof(BoxNumbers))]
    public Box? Box { get; init; }

    [JsonIgnore]
    internal bool HasReading => Polarity is not null || Temporality is not null || Side is not null;
}

/// <summary>How a subject was drawn for review.</summary>
/// <param name="Stratum">Such as <c>cxr/pneumothorax/A/train</c>.</param>
/// <param name="Weight">How many subjects of the version this one stands for.</param>
/// <param name="Grounded">Whether a region was given: what was and what was not are judged apart.</param>
public sealed record ReviewDraw(string Stratum, double Weight, bool Grounded);

/// <summary>A phrase of a report together with one region, or none, by content.</summary>
public readonly record struct ReviewSubject(
    string Study, string ReportSha256, int Start, int End, string Target, string? ImageSha256, Box? Region);
