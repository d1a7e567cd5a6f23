namespace VividMed.Imaging;

/// <summary>From which of its header's descriptions an image took its affine.</summary>
public enum AffineSource
{
    Sform,
    Qform,

    /// <summary>Only the voxel size: first axis to the patient's left, origin in the middle of the grid.</summary>
    VoxelSize,
}
