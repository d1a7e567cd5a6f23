using VividMed.Imaging;

namespace VividMed.Datasets;

/// <summary>
/// A synthetic chest CT with its ground truth. Voxels are Hounsfield units, x fastest, then y, then z;
/// <paramref name="VoxelToWorld"/> maps to RAS+ millimetres. It has no clinical meaning.
/// </summary>
/// <param name="Findings">Each abnormality with its side, mask and, for what lies in the lung, the lobe's taxonomy id.</param>
/// <param name="Anatomy">
/// One mask a structure: lung (Left, Right), lung upper, middle and lower lobe, heart, aorta, trachea, main bronchus, vertebrae, rib, sternum, liver, spleen.
/// A lobe contains the nodules and densities in it, but no pleural fluid.
/// </param>
public sealed record PhantomChestCt(
    int Width,
    int Height,
    int Depth,
    short[] Voxels,
    Affine VoxelToWorld,
    IReadOnlyList<PhantomRegion> Findings,
    IReadOnlyList<PhantomRegion> Anatomy)
{
    /// <summary>The same seed and options give the same voxels and truth.</summary>
    /// <exception cref="ArgumentException">A size out of range, an unknown orientation or an unknown finding.</exception>
    public static PhantomChestCt Generate(int seed, PhantomChestCtOptions? options = null)
    {
        options ??= new PhantomChestCtOptions();
        if (new[] { options.Sagittal, options.Coronal, options.Axial }.Any(static size => size is < 16 or > 1024))
        {
            throw new ArgumentException("a phantom CT has 16 to 1024 voxels a side", nameof(options));
        }

        return ChestCtPainter.Draw(seed, options);
    }

    /// <summary>The voxels as a volume of floats.</summary>
    public Volume ToVolume() => new(Width, Height, Depth, Array.ConvertAll(Voxels, static value => (float)value), VoxelToWorld);
}
