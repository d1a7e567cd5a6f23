namespace VividMed.Imaging.Dicom.Series;

/// <summary>One slice of a CT series, or a picture that a scanner files beside it, to be written as a DICOM file of its own.</summary>
public sealed record DicomSlice
{
    /// <summary>The width in pixels, 1 to 65,535.</summary>
    public required int Columns { get; init; }

    /// <summary>The height in pixels, 1 to 65,535.</summary>
    public required int Rows { get; init; }

    /// <summary>Stored values, row-major; times <see cref="Slope"/> plus <see cref="Intercept"/> they are Hounsfield units.</summary>
    public required short[] Pixels { get; init; }

    /// <summary>Equal seeds give equal UIDs: of one examination.</summary>
    public required string Study { get; init; }

    /// <summary>Of one series within the examination.</summary>
    public required string Series { get; init; }

    /// <summary>The number of the series, as a technician sees it.</summary>
    public int SeriesNumber { get; init; } = 1;

    /// <summary>The number of the slice; with <see cref="Series"/> it names the object.</summary>
    public required int Number { get; init; }

    /// <summary>CT where nothing else is said.</summary>
    public string Modality { get; init; } = "CT";

    /// <summary>What kind of object it is.</summary>
    public SliceKind Kind { get; init; }

    /// <summary>The center of the first pixel, LPS millimeters (x to the patient's left, y to posterior, z to the head); null where it has no place.</summary>
    public IReadOnlyList<double>? Position { get; init; }

    /// <summary>Direction cosines along a row, then down a column.</summary>
    public IReadOnlyList<double> Orientation { get; init; } = [1, 0, 0, 0, 1, 0];

    /// <summary>Millimeters between rows.</summary>
    public double RowSpacing { get; init; } = 1;

    /// <summary>Millimeters between columns.</summary>
    public double ColumnSpacing { get; init; } = 1;

    /// <summary>Millimeters; null where it is not said.</summary>
    public double? Thickness { get; init; }

    /// <summary>Multiplies the stored values.</summary>
    public double Slope { get; init; } = 1;

    /// <summary>Is added after <see cref="Slope"/>.</summary>
    public double Intercept { get; init; }

    /// <summary>The stored value of pixels that nobody has measured, such as those outside of a round field of view; null where there are none.</summary>
    public short? Padding { get; init; }

    /// <summary>Transfer syntax and compression; explicit little endian, uncompressed, unless chosen.</summary>
    public DicomStorage Storage { get; init; }
}

/// <summary>What a scanner files under an examination.</summary>
public enum SliceKind
{
    /// <summary>A slice of an axial series.</summary>
    Axial,

    /// <summary>A projection that slices are planned on.</summary>
    Localizer,

    /// <summary>A picture of a screen or of a dose report.</summary>
    SecondaryCapture,
}
