namespace VividMed.Imaging;

/// <summary>
/// What a file says about showing its stored values: the modality transform (a table, or slope and intercept), the windows and tables
/// of interest (VOI), the palette. All of it is checked; none of it is applied by <see cref="DicomFile.DecodeImage"/>.
/// </summary>
public sealed record DicomDisplay
{
    /// <summary>Replaces slope and intercept where it is there.</summary>
    public LookupTable? ModalityLut { get; init; }

    public double RescaleSlope { get; init; } = 1;

    public double RescaleIntercept { get; init; }

    /// <summary>In the file's order; those whose width makes no sense are left out.</summary>
    public IReadOnlyList<DicomWindow> Windows { get; init; } = [];

    public IReadOnlyList<LookupTable> VoiLuts { get; init; } = [];

    /// <summary>Red, green and blue by stored value, for PALETTE COLOR.</summary>
    public (LookupTable Red, LookupTable Green, LookupTable Blue)? Palette { get; init; }

    /// <exception cref="ImageFormatException"><c>malformed-lookup-table</c> or <c>malformed-value</c>.</exception>
    public static DicomDisplay Read(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var signed = dataset.GetInt(DicomTags.PixelRepresentation) == 1;
        var (slope, intercept) = (dataset.GetDecimal(DicomTags.RescaleSlope) ?? 1, dataset.GetDecimal(DicomTags.RescaleIntercept) ?? 0);
        var modality = dataset.GetSequence(DicomTags.ModalityLutSequence) is [var item, ..] ? LookupTable.Read(item, DicomTags.LutDescriptor, DicomTags.LutData, signed) : null;
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
    public double Modality(int stored) => ModalityLut?.Apply(stored) ?? (stored * RescaleSlope) + RescaleIntercept;

    private static IReadOnlyList<DicomWindow> ReadWindows(DicomDataset dataset)
    {
        var function = dataset.GetString(DicomTags.VoiLutFunction) switch
        {
            "LINEAR_EXACT" => WindowFunction.LinearExact,
            "SIGMOID" => WindowFunction.Sigmoid,
            _ => WindowFunction.Linear,
        };
        var (centres, widths) = (dataset.GetDecimals(DicomTags.WindowCenter), dataset.GetDecimals(DicomTags.WindowWidth));
        return [.. centres.Zip(widths, (centre, width) => new DicomWindow(centre, width, function)).Where(static window => window.Width >= (window.Function == WindowFunction.Linear ? 1 : double.Epsilon))];
    }

    private static (LookupTable, LookupTable, LookupTable)? ReadPalette(DicomDataset dataset, bool signed)
    {
        var red = LookupTable.Read(dataset, DicomTags.RedPaletteDescriptor, DicomTags.RedPaletteData, signed);
        var green = LookupTable.Read(dataset, DicomTags.GreenPaletteDescriptor, DicomTags.GreenPaletteData, signed);
        var blue = LookupTable.Read(dataset, DicomTags.BluePaletteDescriptor, DicomTags.BluePaletteData, signed);
        return red is null || green is null || blue is null ? null : (red, green, blue);
    }
}
