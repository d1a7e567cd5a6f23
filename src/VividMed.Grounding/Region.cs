using VividMed.Imaging;
using VividMed.Reports;

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
