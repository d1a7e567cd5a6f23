namespace VividMed.Inference;

/// <summary>How a volume is resampled between voxel centres; beyond the border the edge repeats.</summary>
public enum VolumeInterpolation
{
    Linear,
    Nearest,
}
