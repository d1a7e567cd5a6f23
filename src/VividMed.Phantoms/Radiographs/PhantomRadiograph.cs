namespace VividMed.Phantoms.Radiographs;

/// <summary>
/// A synthetic chest radiograph with its ground truth. Pixels are 12-bit stored values, row-major, top row first;
/// the patient's right is on the image's left. It has no clinical meaning: it exercises a pipeline and trains its miniature models.
/// </summary>
/// <param name="Inverted">Low values are white (MONOCHROME1).</param>
/// <param name="Findings">Each abnormality with its side, box and mask in pixels; a finding of both lungs is two regions.</param>
/// <param name="Anatomy">
/// heart (None), lung (Right), lung (Left), clavicle (Right), clavicle (Left), aortic arch, trachea, vertebrae; they overlap. Empty on a
/// lateral view. A lung is its whole field, with what lies behind the heart and with the findings in it; of a projected phantom a structure that
/// no pixel shows is missing.
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

    /// <summary>The side of a pixel on the detector in mm.</summary>
    public double PixelMm { get; init; } = 0.7;

    /// <summary>The same seed and options give the same pixels and truth.</summary>
    /// <exception cref="ArgumentException">A size out of range, or findings that cannot be shown together.</exception>
    public static PhantomRadiograph Generate(int seed, PhantomRadiographOptions? options = null)
    {
        options ??= new PhantomRadiographOptions();
        if (options.Width is < 64 or > 4096 || options.Height is < 64 or > 4096)
        {
            throw new ArgumentException("a phantom radiograph has 64 to 4096 pixels a side", nameof(options));
        }

        if (options.Kind == RadiographKind.Projected) return ProjectedThorax.Draw(seed, options);
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

    /// <summary>Drawn as brightness, or projected from a body in three dimensions.</summary>
    public RadiographKind Kind { get; init; }

    /// <summary>PA, AP or LATERAL; a lateral phantom shows no findings.</summary>
    public string View { get; init; } = "PA";

    /// <summary>True stores low values as white (MONOCHROME1).</summary>
    public bool? Inverted { get; init; }

    /// <summary>
    /// The findings to show; two lung findings of a drawn phantom need different zones, a request that does not fit is an
    /// <see cref="ArgumentException"/>. A lung nodule named twice is two of them in one lung, drawn. A projected phantom shows what a CT phantom can:
    /// lung nodule, pleural effusion, pulmonary consolidation, atelectasis and cardiomegaly.
    /// </summary>
    public IReadOnlyList<PhantomTarget>? Findings { get; init; }

    /// <summary>Whether a lung with one nodule may hold a second.</summary>
    public bool Companions { get; init; }

    /// <summary>The seed of the body and its findings, of a projected phantom, where another view of it was made with another seed.</summary>
    internal int? Body { get; init; }
}

/// <summary>How a phantom radiograph comes about.</summary>
public enum RadiographKind
{
    /// <summary>Shapes drawn in the plane: nine findings.</summary>
    Drawn,

    /// <summary>The shadow of a phantom body of three dimensions: the findings that CT phantoms have, less like a drawing.</summary>
    Projected,
}
