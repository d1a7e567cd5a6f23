using VividMed.Imaging.Geometry;

namespace VividMed.Phantoms.ChestCt;

/// <summary>
/// A synthetic chest CT with its ground truth. Voxels are Hounsfield units, x fastest, then y, then z;
/// <paramref name="VoxelToWorld"/> maps to RAS+ millimeters. It has no clinical meaning.
/// </summary>
/// <param name="Findings">Each abnormality with its side, mask and, for what lies in the lung, the lobe's taxonomy id.</param>
/// <param name="Anatomy">
/// One mask a structure: lung (Left, Right), lung upper, middle and lower lobe, heart, aorta, trachea, main bronchus, vertebrae, rib,
/// sternum, liver, spleen. A lobe contains the nodules and densities in it, but no pleural fluid.
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

/// <summary>
/// How a phantom chest CT is made; what is null is drawn from the seed. Sizes and spacings are along the patient's axes, whatever the voxel
/// order.
/// </summary>
public sealed record PhantomChestCtOptions
{
    /// <summary>Voxels from side to side.</summary>
    public int Sagittal { get; init; } = 96;

    /// <summary>Voxels from back to front.</summary>
    public int Coronal { get; init; } = 96;

    /// <summary>Slices from foot to head.</summary>
    public int Axial { get; init; } = 48;

    /// <summary>The field of view in mm from side to side; voxels are square in the axial plane.</summary>
    public double FieldOfView { get; init; } = 336;

    /// <summary>The scanned length in mm from foot to head.</summary>
    public double Length { get; init; } = 288;

    /// <summary>Where the three voxel axes point, as three letters of R/L, A/P and S/I; CT-RATE has LPS.</summary>
    public string Orientation { get; init; } = "LPS";

    /// <summary>The deviation of the noise in HU.</summary>
    public double? Noise { get; init; }

    /// <summary>lung nodule, pleural effusion, pulmonary consolidation, atelectasis (left or right) and cardiomegaly.</summary>
    public IReadOnlyList<PhantomTarget>? Findings { get; init; }

    /// <summary>Whether a lung with one nodule may hold a second, in another lobe.</summary>
    public bool Companions { get; init; }
}
