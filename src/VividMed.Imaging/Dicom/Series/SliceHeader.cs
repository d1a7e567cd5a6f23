namespace VividMed.Imaging.Dicom.Series;

/// <summary>Where one slice of a series lies, in DICOM's patient coordinates (LPS millimeters).</summary>
/// <param name="Index">Its file's place in the caller's list.</param>
/// <param name="Frame">Its place in its file: 0 in a file of one slice.</param>
/// <param name="Series">Series Instance UID, empty where there is none.</param>
/// <param name="Rows">Rows of pixels.</param>
/// <param name="Columns">Columns of pixels.</param>
/// <param name="Spacing">Millimeters between rows, then between columns.</param>
/// <param name="Orientation">Direction cosines along a row, then down a column.</param>
/// <param name="Position">The center of the first pixel.</param>
/// <param name="Thickness">Slice thickness in millimeters, where given.</param>
/// <param name="Rescale">Slope and intercept; null where a table takes their place.</param>
/// <param name="Tilt">What the device says of its gantry's tilt in degrees, where it does.</param>
internal sealed record SliceHeader(
    int Index, int Frame, string Series, int Rows, int Columns, double[] Spacing, double[] Orientation, double[] Position, double? Thickness,
    (double Slope, double Intercept)? Rescale, double? Tilt)
{
    /// <summary>As large as a direction may be off a unit, or two off a right angle: cosines are written in decimal text.</summary>
    private const double Upright = 1e-3;

    /// <summary>At right angles to the rows and columns.</summary>
    public double[] Normal =>
    [
        (Orientation[1] * Orientation[5]) - (Orientation[2] * Orientation[4]),
        (Orientation[2] * Orientation[3]) - (Orientation[0] * Orientation[5]),
        (Orientation[0] * Orientation[4]) - (Orientation[1] * Orientation[3]),
    ];

    /// <summary>The slice of a file of one frame, or those of a multi-frame object that says of each frame where it lies.</summary>
    public static IReadOnlyList<SliceHeader> Read(int index, DicomDataset dataset)
    {
        if (FunctionalGroups.Find(dataset) is { } groups) return [.. Enumerable.Range(0, groups.Count).Select(frame => Of(index, dataset, groups, frame))];
        return (dataset.GetInt(DicomTags.NumberOfFrames) ?? 1) == 1
            ? [Of(index, frame: 0, dataset, dataset, dataset, dataset, dataset)]
            : throw new ImageFormatException("not-a-slice", "a file of several frames that does not say where they lie is no part of a volume");
    }

    public double Along(double[] direction) => Dot(Position, direction);

    public static double Dot(double[] a, double[] b) => (a[0] * b[0]) + (a[1] * b[1]) + (a[2] * b[2]);

    private static SliceHeader Of(int index, DicomDataset dataset, FunctionalGroups groups, int frame) => Of(
        index, frame, dataset, groups.Group(frame, FrameTags.PlanePosition) ?? dataset, groups.Group(frame, FrameTags.PlaneOrientation) ?? dataset,
        groups.Group(frame, FrameTags.PixelMeasures) ?? dataset, groups.Group(frame, FrameTags.PixelValueTransformation) ?? dataset);

    private static SliceHeader Of(
        int index, int frame, DicomDataset dataset, DicomDataset position, DicomDataset orientation, DicomDataset measures, DicomDataset values)
    {
        var slice = new SliceHeader(
            index,
            frame,
            dataset.GetString(DicomTags.SeriesInstanceUid) ?? "",
            dataset.GetInt(DicomTags.Rows) ?? 0,
            dataset.GetInt(DicomTags.Columns) ?? 0,
            Numbers(measures, DicomTags.PixelSpacing, 2),
            Numbers(orientation, DicomTags.ImageOrientationPatient, 6),
            Numbers(position, DicomTags.ImagePositionPatient, 3),
            measures.GetDecimal(DicomTags.SliceThickness),
            values.GetSequence(DicomTags.ModalityLutSequence).Count > 0
                ? null
                : (values.GetDecimal(DicomTags.RescaleSlope) ?? 1, values.GetDecimal(DicomTags.RescaleIntercept) ?? 0),
            dataset.GetDecimal(DicomTags.GantryDetectorTilt));
        return slice.IsUpright && slice.Spacing[0] > 0 && slice.Spacing[1] > 0
            ? slice
            : throw new ImageFormatException("malformed-slice-geometry", "a slice's directions are not at right angles and of unit length, or its pixel spacing is not positive");
    }

    private bool IsUpright
    {
        get
        {
            var (row, column) = (Orientation[..3], Orientation[3..]);
            return Math.Abs(Dot(row, row) - 1) < Upright && Math.Abs(Dot(column, column) - 1) < Upright && Math.Abs(Dot(row, column)) < Upright;
        }
    }

    private static double[] Numbers(DicomDataset dataset, DicomTag tag, int count)
    {
        var values = dataset.GetDecimals(tag);
        return values.Count == count
            ? [.. values]
            : throw new ImageFormatException(
                "malformed-slice-geometry", $"a slice has {values.Count} numbers in attribute {tag} where {count} are needed");
    }
}
