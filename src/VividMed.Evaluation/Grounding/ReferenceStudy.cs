using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Grounding;

/// <summary>The truth of one study.</summary>
/// <param name="IsComplete">Every mention of the report is there: a region on any other phrase is wrong. Annotations of chosen phrases are
/// not complete.</param>
public sealed record ReferenceStudy(
    string Study, IReadOnlyList<ReferenceMention> Mentions, IReadOnlyList<ReferenceRegion> Regions, bool IsComplete);

/// <summary>What a report truly says of a target at one place. Mentions of a target stand in the order of the text.</summary>
/// <param name="Regions">The regions that it names; null where they are those of the study that bear its target and side.</param>
public sealed record ReferenceMention(
    string Target, FindingKind Kind, Side Side, Polarity Polarity, bool Historical, IReadOnlyList<ReferenceRegion>? Regions = null);

/// <summary>
/// A region that is known to be right: image as an index into the sample's images, box in voxels of the stored image, mask where there is
/// one.
/// </summary>
/// <param name="Location">The taxonomy id of the anatomy that holds a finding, where the truth tells it.</param>
public sealed record ReferenceRegion(int Image, string Target, FindingKind Kind, Side Side, string? Location, Box Box, RunLengthMask? Mask);
