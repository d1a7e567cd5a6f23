namespace VividMed.Datasets;

/// <summary>How a phantom radiograph is made; what is null is drawn from the seed.</summary>
public sealed record PhantomRadiographOptions
{
    /// <summary>Pixels, 64 to 4096.</summary>
    public int Width { get; init; } = 512;

    /// <summary>Pixels, 64 to 4096.</summary>
    public int Height { get; init; } = 512;

    /// <summary>PA, AP or LATERAL; a lateral phantom shows no findings.</summary>
    public string View { get; init; } = "PA";

    /// <summary>True stores low values as white (MONOCHROME1).</summary>
    public bool? Inverted { get; init; }

    /// <summary>The findings to show; two lung findings need different zones, a request that does not fit is an <see cref="ArgumentException"/>.</summary>
    public IReadOnlyList<PhantomTarget>? Findings { get; init; }
}
