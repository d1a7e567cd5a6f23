using VividMed.Imaging;
using VividMed.Reports;

namespace VividMed.Grounding;

/// <summary>A region that is known to be right: image as an index into the sample's images, box in voxels of the stored image, mask where there is one.</summary>
/// <param name="Location">The taxonomy id of the anatomy that holds a finding, where the truth tells it.</param>
public sealed record TrueRegion(int Image, string Target, FindingKind Kind, Side Side, string? Location, Box Box, RunLengthMask? Mask);
