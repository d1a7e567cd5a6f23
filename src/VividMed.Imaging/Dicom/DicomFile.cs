using VividMed.Imaging.Codecs;

namespace VividMed.Imaging.Dicom;

/// <summary>
/// A DICOM file, with or without meta information (PS3.10), uncompressed, deflated or within gzip. The whole file is held in memory;
/// pixel data stay where they are until <see cref="DecodeImage"/>.
/// </summary>
public sealed class DicomFile
{
    private readonly TransferSyntax _syntax;
    private readonly DicomLimits _limits;

    internal DicomFile(TransferSyntax syntax, DicomDataset dataset, DicomLimits limits)
    {
        _syntax = syntax;
        Dataset = dataset;
        _limits = limits;
    }

    /// <summary>The attributes without the meta information; pixel data are among them as they are stored.</summary>
    public DicomDataset Dataset { get; }

    /// <summary>As the meta information has it, or as recognized where there is none.</summary>
    public string TransferSyntaxUid => _syntax.Uid;

    /// <summary>
    /// Reads to the end of the stream. Throws <see cref="ImageFormatException"/> for anything that is no sound DICOM file.
    /// </summary>
    public static DicomFile Read(Stream stream, DicomLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return DicomFileReader.Read(stream, limits ?? DicomLimits.Default, cancellationToken);
    }

    /// <summary>
    /// Decodes all frames; the token is looked at between them. Throws <see cref="ImageFormatException"/>: <c>no-pixel-data</c>,
    /// <c>malformed-image-header</c>, <c>image-too-large</c>, <c>truncated-pixel-data</c>, <c>malformed-codestream</c>,
    /// <c>unsupported-transfer-syntax</c>, <c>missing-codec</c> where a native library must be installed first, and a few more.
    /// </summary>
    public DicomImage DecodeImage(CancellationToken cancellationToken = default)
    {
        var element = Dataset.Find(DicomTags.PixelData)
            ?? Dataset.Find(DicomTags.FloatPixelData)
            ?? Dataset.Find(DicomTags.DoublePixelData);
        if (element is null || (element.Fragments is null && element.Value.IsEmpty))
        {
            throw new ImageFormatException("no-pixel-data", "the file holds no pixel data");
        }

        var layout = ImagePixelModule.Read(Dataset, _limits);
        return new DicomImage
        {
            Rows = layout.Rows,
            Columns = layout.Columns,
            Frames = layout.Frames,
            SamplesPerPixel = layout.Samples,
            BitsAllocated = layout.BitsAllocated,
            BitsStored = layout.BitsStored,
            PixelRepresentation = layout.Representation,
            PhotometricInterpretation = layout.Photometric,
            TransferSyntaxUid = TransferSyntaxUid,
            RescaleSlope = Dataset.GetDecimal(DicomTags.RescaleSlope) ?? 1,
            RescaleIntercept = Dataset.GetDecimal(DicomTags.RescaleIntercept) ?? 0,
            Overlays = DicomOverlay.Find(Dataset),
            Pixels = DecodePixels(element, layout, cancellationToken),
        };
    }

    private byte[] DecodePixels(DicomElement element, PixelLayout layout, CancellationToken cancellationToken) =>
        (element.Fragments, _syntax.Compression) switch
        {
            (_, PixelCompression.Unsupported) => throw new ImageFormatException(
                "unsupported-transfer-syntax", $"transfer syntax {_syntax} is not supported"),
            (null, PixelCompression.None) => NativePixels.Decode(
                element.Value.Span, layout, words: element.Vr == "OW", Dataset.Encoding.BigEndian),
            ({ } fragments, PixelCompression.RunLength) => RunLengthCodec.DecodeFrames(
                FrameFragments.Split(fragments, layout.Frames), layout, cancellationToken),
            ({ } fragments, PixelCompression.Jpeg) => JpegFrames.Decode(
                FrameFragments.Split(fragments, layout.Frames), layout, _syntax.ToString(), _limits.PixelBytes, cancellationToken),
            ({ } fragments, PixelCompression.Frames or PixelCompression.DeflatedFrames) =>
                FramePixels.Decode(
                    FrameFragments.Split(fragments, layout.Frames), layout, _syntax.Compression == PixelCompression.DeflatedFrames,
                    cancellationToken),
            (var fragments, _) => throw new ImageFormatException("malformed-data-set",
                $"pixel data come {(fragments is null ? "in one piece" : "in fragments")} although the transfer syntax is {_syntax.Name}"),
        };
}

/// <summary>What one file may cost. A file that asks for more is refused before anything is allocated for it.</summary>
public sealed record DicomLimits
{
    /// <summary>1 GiB for a file and for its decoded pixels, 64 MiB for a header.</summary>
    public static DicomLimits Default { get; } = new();

    /// <summary>The largest file, and the largest data set after inflation, in bytes.</summary>
    public long FileBytes { get; init; } = 1L << 30;

    /// <summary>The most that is read in search of the pixel data, in bytes, by <see cref="DicomHeader"/>.</summary>
    public long HeaderBytes { get; init; } = 1L << 26;

    /// <summary>The largest decoded image, all frames together, in bytes.</summary>
    public long PixelBytes { get; init; } = 1L << 30;
}
