using VividMed.Imaging.Geometry;

namespace VividMed.Phantoms.BrainMr;

/// <summary>
/// A synthetic MR of a head with its ground truth. Voxels are in units of their own, x fastest, then y, then z;
/// <paramref name="VoxelToWorld"/> maps to RAS+ millimeters. It has no clinical meaning.
/// </summary>
/// <param name="Findings">Each abnormality with its side and mask; hydrocephalus is the ventricles again.</param>
/// <param name="Anatomy">
/// One mask a structure: brain, cerebral hemisphere and lateral ventricle (Left, Right), cerebellum, brainstem. A hemisphere holds the masses
/// and infarcts in it, and no ventricle.
/// </param>
public sealed record PhantomBrainMr(
    int Width,
    int Height,
    int Depth,
    short[] Voxels,
    Affine VoxelToWorld,
    MrContrast Contrast,
    IReadOnlyList<PhantomRegion> Findings,
    IReadOnlyList<PhantomRegion> Anatomy)
{
    /// <summary>The same seed and options give the same voxels and truth.</summary>
    /// <exception cref="ArgumentException">A spacing out of range or an unknown finding.</exception>
    public static PhantomBrainMr Generate(int seed, PhantomBrainMrOptions? options = null)
    {
        options ??= new PhantomBrainMrOptions();
        if (options.Spacing is < 1 or > 12) throw new ArgumentException("a phantom MR has voxels of 1 to 12 mm", nameof(options));
        return BrainMrPainter.Draw(seed, options);
    }

    /// <summary>The voxels as a volume of floats.</summary>
    public Volume ToVolume() => new(Width, Height, Depth, Array.ConvertAll(Voxels, static value => (float)value), VoxelToWorld);
}

/// <summary>How a phantom MR is made; what is null is drawn from the seed.</summary>
public sealed record PhantomBrainMrOptions
{
    /// <summary>Millimeters a voxel within the axial plane; slices are up to a third thicker.</summary>
    public double? Spacing { get; init; }

    public MrContrast? Contrast { get; init; }

    /// <summary>Where the three voxel axes point, as three letters of R/L, A/P and S/I.</summary>
    public string? Orientation { get; init; }

    /// <summary>brain mass, cerebral infarct and subdural collection (left or right), hydrocephalus (no side); each once, or once a side.</summary>
    public IReadOnlyList<PhantomTarget>? Findings { get; init; }
}

/// <summary>What a tissue's brightness tells: T1 has bright white matter and dark fluid, T2 the other way round.</summary>
public enum MrContrast
{
    T1,
    T2,
}
