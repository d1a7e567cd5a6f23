namespace VividMed.Imaging.Dicom.Display;

/// <summary>
/// What a file says about showing its stored values: the modality transform (a table, or slope and intercept), the windows and tables
/// of interest (VOI), the palette. All of it is checked; none of it is applied by <see cref="DicomFile.DecodeImage"/>.
/// </summary>
public sealed record DicomDisplay
{
    /// <summary>Replaces slope and intercept where it is there.</summary>
    public LookupTable? ModalityLut { get; init; }

    /// <summary>1 where the file has none.</summary>
    public double RescaleSlope { get; init; } = 1;

    /// <summary>Added after the slope; 0 where the file has none.</summary>
    public double RescaleIntercept { get; init; }

    /// <summary>In the file's order; those whose width makes no sense are left out.</summary>
    public IReadOnlyList<DicomWindow> Windows { get; init; } = [];

    /// <summary>Tables over the modality transform's output, in the file's order: each takes the place of a window.</summary>
    public IReadOnlyList<LookupTable> VoiLuts { get; init; } = [];

    /// <summary>Red, green and blue by stored value, for PALETTE COLOR.</summary>
    public (LookupTable Red, LookupTable Green, LookupTable Blue)? Palette { get; init; }

    /// <exception cref="ImageFormatException"><c>malformed-lookup-table</c> or <c>malformed-value</c>.</exception>
    public static DicomDisplay Read(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var signed = dataset.GetInt(DicomTags.PixelRepresentation) == 1;
        var (slope, intercept) = (dataset.GetDecimal(DicomTags.RescaleSlope) ?? 1, dataset.GetDecimal(DicomTags.RescaleIntercept) ?? 0);
        var modality = dataset.GetSequence(DicomTags.ModalityLutSequence) is [var item, ..]
            ? LookupTable.Read(item, DicomTags.LutDescriptor, DicomTags.LutData, signed)
            : null;
        var voi = dataset.GetSequence(DicomTags.VoiLutSequence)
            .Select(entry => LookupTable.Read(entry, DicomTags.LutDescriptor, DicomTags.LutData, signed: modality is null && (signed || intercept < 0)));
        return new()
        {
            ModalityLut = modality,
            RescaleSlope = slope,
            RescaleIntercept = intercept,
            Windows = ReadWindows(dataset),
            VoiLuts = [.. voi.OfType<LookupTable>()],
            Palette = ReadPalette(dataset, signed),
        };
    }

    /// <summary>The modality transform of a stored value: Hounsfield units for CT.</summary>
    public double Modality(int stored) => Modality((double)stored);

    /// <summary>The same of a stored value that is floating point or too large for a signed number of 32 bits.</summary>
    public double Modality(double stored) => ModalityLut is { } table
        ? table.Apply((int)Math.Clamp(stored, int.MinValue, int.MaxValue))
        : (stored * RescaleSlope) + RescaleIntercept;

    private static IReadOnlyList<DicomWindow> ReadWindows(DicomDataset dataset)
    {
        var function = dataset.GetString(DicomTags.VoiLutFunction) switch
        {
            "LINEAR_EXACT" => WindowFunction.LinearExact,
            "SIGMOID" => WindowFunction.Sigmoid,
            _ => WindowFunction.Linear,
        };
        var (centers, widths) = (dataset.GetDecimals(DicomTags.WindowCenter), dataset.GetDecimals(DicomTags.WindowWidth));
        return [.. centers.Zip(widths, (center, width) => new DicomWindow(center, width, function)).Where(static window => window.Width >= (window.Function == WindowFunction.Linear ? 1 : double.Epsilon))];
    }

    private static (LookupTable, LookupTable, LookupTable)? ReadPalette(DicomDataset dataset, bool signed)
    {
        var red = LookupTable.Read(dataset, DicomTags.RedPaletteDescriptor, DicomTags.RedPaletteData, signed);
        var green = LookupTable.Read(dataset, DicomTags.GreenPaletteDescriptor, DicomTags.GreenPaletteData, signed);
        var blue = LookupTable.Read(dataset, DicomTags.BluePaletteDescriptor, DicomTags.BluePaletteData, signed);
        return red is null || green is null || blue is null ? null : (red, green, blue);
    }
}

/// <summary>A window of values to be shown (PS3.3 C.11.2.1.2), in the units of the modality transform's output.</summary>
/// <param name="Center">The middle of the window.</param>
/// <param name="Width">At least 1 for <see cref="WindowFunction.Linear"/>, above 0 for the others.</param>
/// <param name="Function">How gray values depend on the window.</param>
public sealed record DicomWindow(double Center, double Width, WindowFunction Function = WindowFunction.Linear)
{
    /// <summary>The gray value, 0 to 1, of a value.</summary>
    public double Apply(double value) => Function switch
    {
        WindowFunction.Sigmoid => 1 / (1 + Math.Exp(-4 * (value - Center) / Width)),
        WindowFunction.LinearExact => Math.Clamp(((value - Center) / Width) + 0.5, 0, 1),
        _ => Width <= 1 ? value > Center - 0.5 ? 1 : 0 : Math.Clamp(((value - (Center - 0.5)) / (Width - 1)) + 0.5, 0, 1),
    };
}

/// <summary>The VOI LUT Function (PS3.3 C.11.2.1.3).</summary>
public enum WindowFunction
{
    /// <summary>From black to white over the width less 1, about the center less 0.5; what a file without the attribute means.</summary>
    Linear,

    /// <summary>Over the width itself, about the center itself.</summary>
    LinearExact,

    /// <summary>An S-shaped curve that comes near black and white without reaching them.</summary>
    Sigmoid,
}
