namespace VividMed.Datasets;

/// <summary>
/// What the metadata table says of a volume. Slope and intercept belong to the first release's raw values only:
/// the <c>*_fixed</c> volumes have Hounsfield units already, and applying them again destroys those.
/// </summary>
/// <param name="Position">ImagePositionPatient: x, y, z of the first voxel in millimetres, to the patient's left, posterior, superior; null where it is missing.</param>
/// <param name="Orientation">ImageOrientationPatient: the direction of a row, then of a column, as direction cosines; null where it is missing.</param>
public sealed record CtRateVolumeMetadata(
    string Volume, VoxelSpacing? Spacing, double? RescaleSlope, double? RescaleIntercept, string Kernel, IReadOnlyList<double>? Position = null, IReadOnlyList<double>? Orientation = null)
{
    /// <summary>What makes Hounsfield units of the first release's values.</summary>
    public ValueRescale? Rescale => RescaleSlope is { } slope && slope != 0 && RescaleIntercept is { } intercept ? new(slope, intercept) : null;
}
