namespace VividMed.Datasets;

/// <summary>How a phantom chest CT is made; what is null is drawn from the seed. Sizes and spacings are along the patient's axes, whatever the voxel order.</summary>
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
}
