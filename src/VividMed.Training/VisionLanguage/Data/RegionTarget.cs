namespace VividMed.Training.VisionLanguage;

/// <summary>
/// What a region asks of the network. Box is (centre x, y, z, width, height, depth) as fractions of the image; Mask, on the half
/// grid, is the filled share of each voxel, or null for a box alone.
/// </summary>
internal sealed record RegionTarget(float[] Box, float[]? Mask);
