using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Taxonomy;

namespace VividMed.Grounding;

/// <summary>A place in an image: a box, or a mask with its tight box. Coordinates are voxels of the stored image.</summary>
public sealed record Region(
    int Image,
    RegionShape Shape,
    string Label,
    FindingKind TargetKind,
    Box Box,
    RunLengthMask? Mask,
    double Score,
    string Model,
    Grade Grade,
    IReadOnlyList<string> Checks);

/// <summary>How a region is given.</summary>
public enum RegionShape
{
    Box,
    Mask,
}

/// <summary>
/// A: localized directly, over the threshold, every check passed. B: container anatomy for a finding that no model can outline. C: anything
/// weaker.
/// </summary>
public enum Grade
{
    A,
    B,
    C,
}
