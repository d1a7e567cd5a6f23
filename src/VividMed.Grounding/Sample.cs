using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Grounding;

/// <summary>
/// One study as training data: images, report, phrases tied to regions, questions and answers, and where all of it came from. Record
/// version 2.
/// </summary>
public sealed record Sample(
    string Id,
    string Dataset,
    string Split,
    string Patient,
    string Study,
    Modality Modality,
    IReadOnlyList<SampleImage> Images,
    SampleReport Report,
    IReadOnlyList<Phrase> Phrases,
    IReadOnlyList<Region> Regions,
    IReadOnlyList<QuestionAnswer> Questions,
    Provenance Provenance)
{
    /// <summary>The version of the record that is written; version 1 is read as well.</summary>
    public const int SchemaVersion = 2;
}

/// <summary>
/// An image of a sample as stored in the shard. Spacing in millimeters (x, y, z), null where unknown; the affine maps stored voxels to RAS+
/// world.
/// </summary>
public sealed record SampleImage(
    string Member,
    int Width,
    int Height,
    int Depth,
    double[]? SpacingMm,
    Affine? Affine,
    string View,
    string SourceSha256)
{
    /// <summary>How the image was taken, as far as its file tells it; null where nothing was read.</summary>
    public ImageAcquisition? Acquisition { get; init; }
}

/// <summary>The report's text as published, only whitespace-normalized, and its sections as offsets into it.</summary>
public sealed record SampleReport(string Text, IReadOnlyList<SampleSection> Sections);

/// <summary>A named section: text[Start..End] in UTF-16 code units.</summary>
public sealed record SampleSection(string Name, int Start, int End);

/// <summary>
/// What made a sample, apart from its sources: enough to make it again. Models maps a model's id to its digest and execution provider;
/// Recipe is the digest of all that changes samples, empty in a record of version 1. Run and program stand in the version's manifest.
/// </summary>
public sealed record Provenance(
    IReadOnlyDictionary<string, string> Models,
    string LexiconDigest,
    string OptionsDigest,
    string Recipe);
