using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>A mask in the making and the mean of the probabilities that made it.</summary>
/// <param name="Channel">Of the slices.</param>
internal sealed record MaskTarget(ModelLabel Label, int Channel, float Threshold, Mask Mask)
{
    private double _probability;
    private long _voxels;

    /// <summary>Mean probability of the mask's voxels; 0 where there are none.</summary>
    public double Score => _voxels > 0 ? _probability / _voxels : 0;

    public void Set(long voxel, float probability)
    {
        Mask[voxel] = true;
        _probability += probability;
        _voxels++;
    }
}
