namespace VividMed.Imaging.Dicom.Series;

/// <summary>Where one slice of a series lies, in DICOM's patient coordinates (LPS millimeters).</summary>
/// <param name="Index">Its place in the caller's list.</param>
/// <param name="Series">Series Instance UID, empty where there is none.</param>
/// <param name="Rows">Rows of pixels.</param>
/// <param name="Columns">Columns of pixels.</param>
/// <param name="Spacing">Millimeters between rows, then between columns.</param>
/// <param name="Orientation">Direction cosines along a row, then down a column.</param>
/// <param name="Position">The center of the first pixel.</param>
/// <param name="Thickness">Slice thickness in millimeters, where given.</param>
internal sealed record SliceHeader(
    int Index, string Series, int Rows, int Columns, double[] Spacing, double[] Orientation, double[] Position, double? Thickness)
{
    /// <summary>At right angles to the rows and columns.</summary>
    public double[] Normal =>
    [
        (Orientation[1] * Orientation[5]) - (Orientation[2] * Orientation[4]),
        (Orientation[2] * Orientation[3]) - (Orientation[0] * Orientation[5]),
        (Orientation[0] * Orientation[4]) - (Orientation[1] * Orientation[3]),
    ];

    public static SliceHeader Read(int index, DicomDataset dataset)
    {
        if ((dataset.GetInt(DicomTags.NumberOfFrames) ?? 1) != 1)
        {
            throw new ImageFormatException("not-a-slice", "a file of several frames is not a slice of a series");
        }

        var orientation = Numbers(dataset, DicomTags.ImageOrientationPatient, 6);
        var slice = new SliceHeader(
            index,
            dataset.GetString(DicomTags.SeriesInstanceUid) ?? "",
            dataset.GetInt(DicomTags.Rows) ?? 0,
            dataset.GetInt(DicomTags.Columns) ?? 0,
            Numbers(dataset, DicomTags.PixelSpacing, 2),
            orientation,
            Numbers(dataset, DicomTags.ImagePositionPatient, 3),
            dataset.GetDecimal(DicomTags.SliceThickness));
        var normal = slice.Normal;
        if (Math.Abs(Dot(normal, normal) - 1) > 1e-3 || slice.Spacing[0] <= 0 || slice.Spacing[1] <= 0)
            throw new ImageFormatException("malformed-slice-geometry", "a slice's directions are not at right angles and of unit length, or its pixel spacing is not positive");
        return slice;
    }

    public double Along(double[] direction) => Dot(Position, direction);

    public bool SharesGridWith(SliceHeader other) =>
        (Series, Rows, Columns) == (other.Series, other.Rows, other.Columns)
        && Spacing.Zip(other.Spacing, static (a, b) => Math.Abs(a - b)).All(static difference => difference < 1e-3)
        && Orientation.Zip(other.Orientation, static (a, b) => Math.Abs(a - b)).All(static difference => difference < 1e-3);

    public static double Dot(double[] a, double[] b) => (a[0] * b[0]) + (a[1] * b[1]) + (a[2] * b[2]);

    private static double[] Numbers(DicomDataset dataset, DicomTag tag, int count)
    {
        var values = dataset.GetDecimals(tag);
        return values.Count == count
            ? [.. values]
            : throw new ImageFormatException(
                "malformed-slice-geometry", $"a slice has {values.Count} numbers in attribute {tag} where {count} are needed");
    }
}
