namespace VividMed.Inference;

/// <summary>
/// From a volume to the grid that a segmenter sees: axes permuted and flipped to RAS+, resampled (trilinear, edge values
/// beyond the border) to SpacingMm (x, y, z; null keeps the volume's own), optionally cropped, clipped, normalised.
/// </summary>
/// <param name="ForegroundAbove">Crop to the bounding box of the raw values above this one; null does not crop.</param>
/// <param name="Clip">The lowest and highest value kept, in the volume's own units.</param>
public sealed record VolumePreprocessing(
    int Channels,
    VolumeAxisOrder AxisOrder,
    IReadOnlyList<double> Clip,
    VolumeNormalisation Normalisation,
    IReadOnlyList<double>? SpacingMm = null,
    double? ForegroundAbove = null);
