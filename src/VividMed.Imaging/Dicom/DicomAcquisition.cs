namespace VividMed.Imaging.Dicom;

/// <summary>Reads how an image was taken from its attributes (PS3.3, general equipment and acquisition modules).</summary>
public static class DicomAcquisition
{
    private static readonly DicomTag ContrastBolusAgent = new(0x0018, 0x0010);
    private static readonly DicomTag Kvp = new(0x0018, 0x0060);
    private static readonly DicomTag Exposure = new(0x0018, 0x1152);
    private static readonly DicomTag ConvolutionKernel = new(0x0018, 0x1210);
    private static readonly DicomTag PatientPosition = new(0x0018, 0x5100);

    /// <summary>What the file states; null where it states nothing. A value that is no sound one is passed over: it decides nothing.</summary>
    public static ImageAcquisition? Of(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new ImageAcquisition
        {
            Manufacturer = ImageAcquisition.Word(dataset.GetString(FrameTags.Manufacturer)),
            Model = ImageAcquisition.Word(dataset.GetString(FrameTags.ManufacturerModelName)),
            BodyPart = ImageAcquisition.Word(dataset.GetString(DicomTags.BodyPartExamined)),
            Position = ImageAcquisition.Word(dataset.GetString(PatientPosition)),
            Kernel = ImageAcquisition.Word(dataset.GetStrings(ConvolutionKernel) is [var kernel, ..] ? kernel : null),
            KvP = Positive(dataset, Kvp),
            ExposureMas = Positive(dataset, Exposure),
            SliceThicknessMm = Positive(dataset, DicomTags.SliceThickness),
            Contrast = ImageAcquisition.Word(dataset.GetString(ContrastBolusAgent)),
            BurnedIn = dataset.GetString(DicomTags.BurnedInAnnotation) switch { "YES" => true, "NO" => false, _ => null },
        }.OrNull();
    }

    private static double? Positive(DicomDataset dataset, DicomTag tag)
    {
        try
        {
            return dataset.GetDecimal(tag) is > 0 and var value ? value : null;
        }
        catch (ImageFormatException)
        {
            return null;
        }
    }
}
