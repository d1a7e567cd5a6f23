using VividMed.Imaging;

namespace VividMed.Grounding;

/// <summary>An image of a sample as stored in the shard. Spacing in millimetres (x, y, z), null where unknown; the affine maps stored voxels to RAS+ world.</summary>
public sealed record SampleImage(
    string Member,
    int Width,
    int Height,
    int Depth,
    double[]? SpacingMm,
    Affine? Affine,
    string View,
    string SourceSha256);
