using VividMed.Imaging.Codecs;

namespace VividMed.Imaging.Dicom;

/// <summary>The image pixel module of a data set (PS3.3 C.7.6.3), read and checked.</summary>
internal static class ImagePixelModule
{
    /// <param name="dataset">The data set.</param>
    /// <param name="pixels">Which of the three kinds of pixel data the layout is for.</param>
    public static PixelLayout Read(DicomDataset dataset, DicomTag pixels)
    {
        var allocated = Required(dataset, DicomTags.BitsAllocated, 1, 64);
        if (pixels != DicomTags.PixelData) return ReadFloat(dataset, pixels, allocated);
        var stored = Optional(dataset, DicomTags.BitsStored, 1, allocated, absent: allocated);
        var highBit = Optional(dataset, DicomTags.HighBit, 0, allocated - 1, absent: stored - 1);
        if (allocated is not (1 or 8 or 16 or 32 or 64))
        {
            throw Malformed(DicomTags.BitsAllocated, $"is {allocated}; 1, 8, 16, 32 or 64 are known");
        }

        return Frame(dataset, allocated, stored, Optional(dataset, DicomTags.PixelRepresentation, 0, 1, absent: 0)) with
        {
            LowBit = Math.Max(0, highBit + 1 - stored),
        };
    }

    /// <summary>Refuses what would exceed the limit, before anything is allocated.</summary>
    public static void CheckSize(PixelLayout layout, long limit)
    {
        var bytes = (Int128)layout.Rows * layout.Columns * layout.Samples * layout.SampleBytes * layout.Frames;
        if (bytes > Math.Min(limit, Array.MaxLength))
        {
            throw new ImageFormatException(
                "image-too-large", $"{layout.Columns} x {layout.Rows} pixels in {layout.Frames} frames exceed the limit of {limit} bytes");
        }
    }

    /// <summary>Floating point says nothing of bits stored and of signs.</summary>
    private static PixelLayout ReadFloat(DicomDataset dataset, DicomTag pixels, int allocated)
    {
        var wanted = pixels == DicomTags.FloatPixelData ? 32 : 64;
        return allocated == wanted
            ? Frame(dataset, allocated, allocated, representation: 0) with { IsFloat = true }
            : throw Malformed(DicomTags.BitsAllocated, $"is {allocated} where floating point pixel data need {wanted}");
    }

    private static PixelLayout Frame(DicomDataset dataset, int allocated, int stored, int representation) => new(
        Required(dataset, DicomTags.Rows, 1, ushort.MaxValue),
        Required(dataset, DicomTags.Columns, 1, ushort.MaxValue),
        Optional(dataset, DicomTags.NumberOfFrames, 1, int.MaxValue, absent: 1),
        Optional(dataset, DicomTags.SamplesPerPixel, 1, 4, absent: 1),
        allocated,
        stored,
        representation,
        Optional(dataset, DicomTags.PlanarConfiguration, 0, 1, absent: 0) == 1,
        dataset.GetString(DicomTags.PhotometricInterpretation) ?? throw Malformed(DicomTags.PhotometricInterpretation, "is missing"));

    private static int Required(DicomDataset dataset, DicomTag tag, int least, int most) =>
        InRange(tag, dataset.GetInt(tag) ?? throw Malformed(tag, "is missing"), least, most);

    private static int Optional(DicomDataset dataset, DicomTag tag, int least, int most, int absent) =>
        dataset.GetInt(tag) is { } value ? InRange(tag, value, least, most) : absent;

    private static int InRange(DicomTag tag, int value, int least, int most) =>
        value >= least && value <= most ? value : throw Malformed(tag, $"is {value}, outside {least} to {most}");

    private static ImageFormatException Malformed(DicomTag tag, string what) =>
        new("malformed-image-header", $"image attribute {tag} {what}");
}
