namespace VividMed.Inference;

/// <summary>Volumes: to a spacing in millimetres along x, y, z of the model's orientation. The first voxels' centres coincide, as in MONAI's Spacing.</summary>
public sealed record ResampleStep(IReadOnlyList<double> SpacingMm, VolumeInterpolation Interpolation = VolumeInterpolation.Linear) : PreparationStep;
