namespace VividMed.Datasets;

/// <summary>
/// What the metadata table says of a volume. Slope and intercept belong to the first release's raw values only:
/// the <c>*_fixed</c> volumes have Hounsfield units already, and applying them again destroys those.
/// </summary>
public sealed record CtRateVolumeMetadata(string Volume, VoxelSpacing? Spacing, double? RescaleSlope, double? RescaleIntercept, string Kernel);
