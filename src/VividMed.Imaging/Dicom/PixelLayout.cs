namespace VividMed.Imaging;

/// <summary>The image pixel module of a data set, checked: what the pixel data must look like before a byte of them is decoded.</summary>
internal sealed record PixelLayout(
    int Rows,
    int Columns,
    int Frames,
    int Samples,
    int BitsAllocated,
    int BitsStored,
    int Representation,
    bool Planar,
    string Photometric)
{
    /// <summary>Bytes of one decoded sample; packed bits decode to one byte.</summary>
    public int SampleBytes => Math.Max(1, BitsAllocated / 8);

    public int FrameBytes => Rows * Columns * Samples * SampleBytes;

    public static PixelLayout Read(DicomDataset dataset, DicomLimits limits)
    {
        var allocated = Required(dataset, DicomTags.BitsAllocated, 1, 64);
        var layout = new PixelLayout(
            Required(dataset, DicomTags.Rows, 1, ushort.MaxValue),
            Required(dataset, DicomTags.Columns, 1, ushort.MaxValue),
            Optional(dataset, DicomTags.NumberOfFrames, 1, int.MaxValue, absent: 1),
            Optional(dataset, DicomTags.SamplesPerPixel, 1, 4, absent: 1),
            allocated,
            Optional(dataset, DicomTags.BitsStored, 1, allocated, absent: allocated),
            Optional(dataset, DicomTags.PixelRepresentation, 0, 1, absent: 0),
            Optional(dataset, DicomTags.PlanarConfiguration, 0, 1, absent: 0) == 1,
            dataset.GetString(DicomTags.PhotometricInterpretation) ?? throw Malformed(DicomTags.PhotometricInterpretation, "is missing"));
        if (allocated is not (1 or 8 or 16 or 32 or 64)) throw Malformed(DicomTags.BitsAllocated, $"is {allocated}; 1, 8, 16, 32 or 64 are known");
        Optional(dataset, DicomTags.HighBit, 0, allocated - 1, absent: 0);
        layout.CheckSize(limits);
        return layout;
    }

    private void CheckSize(DicomLimits limits)
    {
        var bytes = (Int128)Rows * Columns * Samples * SampleBytes * Frames;
        if (bytes > Math.Min(limits.PixelBytes, Array.MaxLength))
        {
            throw new ImageFormatException("image-too-large", $"{Columns} x {Rows} pixels in {Frames} frames exceed the limit of {limits.PixelBytes} bytes");
        }
    }

    private static int Required(DicomDataset dataset, DicomTag tag, int least, int most) =>
        InRange(tag, dataset.GetInt(tag) ?? throw Malformed(tag, "is missing"), least, most);

    private static int Optional(DicomDataset dataset, DicomTag tag, int least, int most, int absent) =>
        dataset.GetInt(tag) is { } value ? InRange(tag, value, least, most) : absent;

    private static int InRange(DicomTag tag, int value, int least, int most) =>
        value >= least && value <= most ? value : throw Malformed(tag, $"is {value}, outside {least} to {most}");

    private static ImageFormatException Malformed(DicomTag tag, string what) => new("malformed-image-header", $"image attribute {tag} {what}");
}
