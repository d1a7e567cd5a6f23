namespace VividMed.Imaging.Dicom;

/// <summary>
/// Where an image says that it lies, as its attributes have it; of a multi-frame object its first frame. What is missing or no number is null.
/// </summary>
/// <param name="Spacing">Millimeters between rows, then between columns: in the patient, else at the detector.</param>
/// <param name="Position">The center of the first pixel, x to the patient's left, y to posterior, z to the head, in millimeters.</param>
/// <param name="Orientation">Six direction cosines: along a row, then down a column, on the axes of <paramref name="Position"/>.</param>
public sealed record DicomPlane(IReadOnlyList<double>? Spacing, IReadOnlyList<double>? Position, IReadOnlyList<double>? Orientation)
{
    /// <summary>Never fails: a broken place is none, and whoever needs it refuses the file.</summary>
    public static DicomPlane Of(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var frames = Groups(dataset);
        return new(
            Numbers(In(FrameTags.PixelMeasures), DicomTags.PixelSpacing, 2) ?? Numbers(dataset, DicomTags.ImagerPixelSpacing, 2),
            Numbers(In(FrameTags.PlanePosition), DicomTags.ImagePositionPatient, 3),
            Numbers(In(FrameTags.PlaneOrientation), DicomTags.ImageOrientationPatient, 6));

        DicomDataset In(DicomTag group) => frames?.Group(0, group) ?? dataset;
    }

    private static FunctionalGroups? Groups(DicomDataset dataset)
    {
        try
        {
            return FunctionalGroups.Find(dataset);
        }
        catch (ImageFormatException)
        {
            return null;
        }
    }

    private static IReadOnlyList<double>? Numbers(DicomDataset dataset, DicomTag tag, int count)
    {
        try
        {
            return dataset.GetDecimals(tag) is var values && values.Count == count ? values : null;
        }
        catch (ImageFormatException)
        {
            return null;
        }
    }
}
