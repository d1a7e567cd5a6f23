namespace VividMed.Imaging;

/// <summary>A scalar volume. Voxels are stored with x fastest, then y, then z; values are the modality's own (Hounsfield units for CT).</summary>
public sealed record Volume(int Width, int Height, int Depth, float[] Voxels, Affine VoxelToWorld)
{
    public VolumeGrid Grid => new(Width, Height, Depth, VoxelToWorld);
}
