namespace VividMed.Phantoms.Radiographs;

/// <summary>
/// A synthetic chest radiograph with its ground truth. Pixels are 12-bit stored values, row-major, top row first;
/// the patient's right is on the image's left. It has no clinical meaning: it exercises a pipeline and trains its miniature models.
/// </summary>
/// <param name="Inverted">Low values are white (MONOCHROME1).</param>
/// <param name="Findings">Each abnormality with its side, box and mask in pixels; a finding of both lungs is two regions.</param>
/// <param name="Anatomy">
/// heart (None), lung (Right), lung (Left), clavicle (Right), clavicle (Left), aortic arch, trachea, vertebrae; they overlap. Empty on a
/// lateral view. A lung is its whole field, with what lies behind the heart and with the findings in it.
/// </param>
public sealed record PhantomRadiograph(
    int Width,
    int Height,
    ushort[] Pixels,
    bool Inverted,
    string View,
    IReadOnlyList<PhantomRegion> Findings,
    IReadOnlyList<PhantomRegion> Anatomy)
{
    /// <summary>Stored values lie in 0..4095.</summary>
    public const int BitsStored = 12;

    /// <summary>The same seed and options give the same pixels and truth.</summary>
    /// <exception cref="ArgumentException">A size out of range, or findings that cannot be shown together.</exception>
    public static PhantomRadiograph Generate(int seed, PhantomRadiographOptions? options = null)
    {
        options ??= new PhantomRadiographOptions();
        if (options.Width is < 64 or > 4096 || options.Height is < 64 or > 4096)
        {
            throw new ArgumentException("a phantom radiograph has 64 to 4096 pixels a side", nameof(options));
        }

        return options.View == "LATERAL" ? LateralThorax.Draw(seed, options) : FrontalPainter.Draw(seed, options);
    }
}

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

    /// <summary>
    /// The findings to show; two lung findings need different zones, a request that does not fit is an <see cref="ArgumentException"/>. A lung
    /// nodule named twice is two of them in one lung.
    /// </summary>
    public IReadOnlyList<PhantomTarget>? Findings { get; init; }

    /// <summary>Whether a lung with one nodule may hold a second.</summary>
    public bool Companions { get; init; }
}
