using VividMed.Imaging.Codecs;

namespace VividMed.Imaging.Dicom;

/// <summary>
/// Chooses a decoder for pixel data: the one that the transfer syntax names or, where the pixels themselves are plainly something else,
/// the one for what they are.
/// </summary>
internal sealed class PixelDecoding(DicomElement element, PixelLayout layout, TransferSyntax syntax, bool bigEndian, long limit)
{
    /// <summary>No codestream is so short; without it, a few damaged bytes would pass for the pixels of a tiny image.</summary>
    private const int LeastRawBytes = 64;

    /// <summary>Whether the codec has brought samples to what they stand for, knowing how many bits it coded.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>What the pixels are where that is not what the transfer syntax says; null where it tells the truth.</summary>
    public string? Contradiction { get; private set; }

    /// <summary>The wanted frames, bits outside the values not yet cleared unless the codec has done so.</summary>
    public byte[] Decode(FrameRange range, CancellationToken cancellationToken)
    {
        if (syntax.Compression == PixelCompression.Unsupported && !IsJpeg(FirstFragment()))
        {
            throw new ImageFormatException("unsupported-transfer-syntax", $"transfer syntax {syntax} is not supported");
        }

        if (element.Fragments is { } fragments) return DecodeFragments(fragments, range, cancellationToken);
        if (syntax.Compression == PixelCompression.None) return DecodeNative(range);
        return Unwrapped() is { } inOnePiece ? DecodeFragments(inOnePiece, range, cancellationToken) : DecodeUncompressed(range);
    }

    private byte[] DecodeNative(FrameRange range) => NativePixels.Decode(element.Value.Span, layout, range, words: element.Vr == "OW", bigEndian);

    /// <summary>Pixels in one piece under a compressed syntax: read where there are as many bytes as uncompressed ones have.</summary>
    private byte[] DecodeUncompressed(FrameRange range)
    {
        var needed = (((layout.BitsAllocated == 1 ? layout.FrameSamples : layout.FrameBytes * 8L) * layout.Frames) + 7) / 8;
        if (element.Value.Length < needed || element.Value.Length > needed + 1)
        {
            throw new ImageFormatException(
                "malformed-data-set",
                $"pixel data come in one piece although the transfer syntax is {syntax.Name}, and are {element.Value.Length} bytes where uncompressed ones would be {needed}");
        }

        Contradiction = "uncompressed";
        return DecodeNative(range);
    }

    /// <summary>Fragments, or one codestream, that were given a length of their own as if they were plain pixels.</summary>
    private List<ReadOnlyMemory<byte>>? Unwrapped()
    {
        if (layout.IsFloat) return null;
        if (element.Value.Span.StartsWith(DicomParser.ItemBytes)) return DicomParser.ParseFragments(element.Value, DicomEncoding.ExplicitLittle);
        return IsJpeg(element.Value.Span) || RunLengthCodec.Begins(element.Value.Span, layout) ? [default, element.Value] : null;
    }

    private byte[] DecodeFragments(IReadOnlyList<ReadOnlyMemory<byte>> fragments, FrameRange range, CancellationToken cancellationToken)
    {
        var actual = Actual(fragments);
        if (actual == PixelCompression.None) return NativePixels.Decode(FrameFragments.JoinAll(fragments).Span, layout, range, words: true, bigEndian);
        var frames = Frames(fragments, range);
        IsSettled = actual == PixelCompression.Jpeg;
        return actual switch
        {
            PixelCompression.RunLength => RunLengthCodec.DecodeFrames(frames, layout, cancellationToken),
            PixelCompression.Jpeg => JpegFrames.Decode(frames, layout, syntax.ToString(), limit, cancellationToken),
            _ => FramePixels.Decode(frames, layout, actual == PixelCompression.DeflatedFrames, cancellationToken),
        };
    }

    private FrameSet Frames(IReadOnlyList<ReadOnlyMemory<byte>> fragments, FrameRange range)
    {
        var whole = range.Count == layout.Frames;
        var frames = whole ? FrameFragments.Split(fragments, layout.Frames) : FrameFragments.SplitWhatIsThere(fragments, layout.Frames);
        if (range.First + range.Count > frames.Count)
        {
            throw new ImageFormatException(
                "truncated-pixel-data", $"frame {range.First + 1} of {layout.Frames} is missing: the file has {frames.Count}");
        }

        // The file's end has cut its last fragment, and so its last frame: no decoder needs to guess.
        if (element.MissingBytes > 0 && range.First + range.Count == frames.Count)
        {
            var which = layout.Frames == 1 ? "" : $"frame {frames.Count} of {layout.Frames}: ";
            throw new ImageFormatException("truncated-pixel-data", $"{which}{element.MissingBytes} bytes of the last fragment are missing");
        }

        return new FrameSet(whole ? frames : frames.GetRange(range.First, range.Count), range.First, layout.Frames);
    }

    /// <summary>What the first fragment is by its own first bytes, where they leave no doubt.</summary>
    private PixelCompression Actual(IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        var claimed = syntax.Compression;
        if (layout.IsFloat)
        {
            throw new ImageFormatException("malformed-data-set", "floating point pixel data come in fragments, which only whole numbers may");
        }

        var first = FirstFragment();
        var jpeg = IsJpeg(first);
        var raw = layout.StoredFrameBytes >= LeastRawBytes && first.Length - layout.StoredFrameBytes is 0 or 1;
        var actual = claimed switch
        {
            PixelCompression.Frames or PixelCompression.DeflatedFrames when raw => claimed,
            _ when jpeg => PixelCompression.Jpeg,
            PixelCompression.Jpeg or PixelCompression.None when RunLengthCodec.Begins(first, layout) => PixelCompression.RunLength,
            PixelCompression.Jpeg when raw => PixelCompression.Frames,
            PixelCompression.RunLength when raw && !RunLengthCodec.Begins(first, layout) => PixelCompression.Frames,
            PixelCompression.None when raw && layout.Frames > 1 => PixelCompression.Frames,
            _ => claimed,
        };
        if (claimed == PixelCompression.None && actual == claimed) RequireRaw(fragments);
        if (actual != claimed) Contradiction = Name(actual);
        else if (claimed == PixelCompression.None) Contradiction = "encapsulated";
        return actual;
    }

    private ReadOnlySpan<byte> FirstFragment() =>
        element.Fragments is { } fragments ? fragments.Skip(1).FirstOrDefault(static fragment => !fragment.IsEmpty).Span : [];

    private static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xD8, 0xFF, ..] || Jpeg2000Header.Begins(bytes);

    private void RequireRaw(IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        var bytes = fragments.Skip(1).Sum(static fragment => (long)fragment.Length);
        if (bytes >= layout.StoredFrameBytes * (long)layout.Frames) return;
        throw new ImageFormatException(
            "malformed-data-set",
            $"pixel data come in fragments although the transfer syntax is {syntax.Name}, and their {bytes} bytes are neither JPEG nor RLE nor the pixels themselves");
    }

    private static string Name(PixelCompression compression) => compression switch
    {
        PixelCompression.Jpeg => "of the JPEG family",
        PixelCompression.RunLength => "RLE",
        _ => "uncompressed frames",
    };
}
