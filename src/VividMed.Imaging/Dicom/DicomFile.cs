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

    private readonly int _trailingBytes;

    internal DicomFile(TransferSyntax syntax, DicomDataset dataset, DicomLimits limits, int trailingBytes = 0)
    {
        _trailingBytes = trailingBytes;
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
    /// <c>unsupported-transfer-syntax</c>, <c>missing-codec</c> where a native library must be installed first, and a few more. Of several
    /// frames the message names the one that is at fault.
    /// </summary>
    public DicomImage DecodeImage(CancellationToken cancellationToken = default) => Decode(frame: null, cancellationToken);

    /// <summary>
    /// Decodes one frame, which gives an image of one frame, and looks at no other: those may be damaged or missing. Throws as
    /// <see cref="DecodeImage"/> does.
    /// </summary>
    /// <param name="frame">Its number, counted from 0.</param>
    /// <param name="cancellationToken">Looked at once.</param>
    /// <exception cref="ImageFormatException"><c>no-such-frame</c>: the file does not claim to have so many.</exception>
    public DicomImage DecodeFrame(int frame, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        return Decode(frame, cancellationToken);
    }

    private DicomImage Decode(int? frame, CancellationToken cancellationToken)
    {
        var element = Dataset.Find(DicomTags.PixelData)
            ?? Dataset.Find(DicomTags.FloatPixelData)
            ?? Dataset.Find(DicomTags.DoublePixelData);
        if (element is null || (element.Fragments is null && element.Value.IsEmpty))
        {
            throw new ImageFormatException("no-pixel-data", "the file holds no pixel data");
        }

        var layout = ImagePixelModule.Read(Dataset, element.Tag);
        if (frame >= layout.Frames)
        {
            throw new ImageFormatException("no-such-frame", $"the file has {layout.Frames} frames, and no frame {frame + 1}");
        }

        var range = frame is { } one ? new FrameRange(one, 1) : new FrameRange(0, layout.Frames);
        ImagePixelModule.CheckSize(layout with { Frames = range.Count }, _limits.PixelBytes);
        cancellationToken.ThrowIfCancellationRequested();
        var decoding = new PixelDecoding(element, layout, _syntax, Dataset.Encoding.BigEndian, _limits.PixelBytes);
        var pixels = decoding.Decode(range, cancellationToken);
        var padding = PixelPadding.Find(Dataset, layout, pixels);
        var bits = decoding.IsSettled ? null : StoredBits.Normalize(pixels, layout);
        return new DicomImage
        {
            Rows = layout.Rows,
            Columns = layout.Columns,
            Frames = range.Count,
            SamplesPerPixel = layout.Samples,
            BitsAllocated = layout.BitsAllocated,
            BitsStored = layout.BitsStored,
            PixelRepresentation = layout.Representation,
            IsFloatingPoint = layout.IsFloat,
            PhotometricInterpretation = layout.Photometric,
            TransferSyntaxUid = TransferSyntaxUid,
            RescaleSlope = Dataset.GetDecimal(DicomTags.RescaleSlope) ?? 1,
            RescaleIntercept = Dataset.GetDecimal(DicomTags.RescaleIntercept) ?? 0,
            Overlays = DicomOverlay.Find(Dataset),
            Padding = padding,
            Notes = [.. Notes(bits, decoding.Contradiction)],
            Pixels = pixels,
        };
    }

    /// <summary>What a user should know of a file that was read although something about it is odd.</summary>
    private IEnumerable<string> Notes(string? bits, string? contradiction)
    {
        if (contradiction is not null) yield return $"the transfer syntax says {_syntax.Name}, the pixel data are {contradiction}";
        if (bits is not null) yield return bits;
        if (_trailingBytes > 0) yield return $"{_trailingBytes} bytes behind the pixels are no attributes";
        if (Dataset.GetStrings(DicomTags.PixelAspectRatio) is [var high, var wide]
            && int.TryParse(high, out var height) && int.TryParse(wide, out var width) && height > 0 && width > 0 && height != width)
        {
            yield return $"pixels are not square (aspect ratio {height}:{width}, height to width) and are not stretched";
        }
    }
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
