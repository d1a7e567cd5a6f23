using System.Buffers.Binary;

namespace VividMed.Imaging.Jpeg;

/// <summary>The start-of-frame segment: which coding process a JPEG in truth uses, whatever its container claims.</summary>
/// <param name="Process">The marker's second byte: 0xC0 baseline, 0xC1 extended, 0xC2 progressive, 0xC3 lossless, 0xF7 JPEG-LS, ...</param>
internal sealed record JpegFrameHeader(byte Process, int Precision, int Width, int Height, JpegComponent[] Components)
{
    public bool IsLossless => Process == 0xC3;

    public bool IsJpegLs => Process == 0xF7;

    /// <summary>Baseline, extended or progressive DCT with Huffman codes, of 8 or 12 bits a sample.</summary>
    public bool IsTransform => Process is 0xC0 or 0xC1 or 0xC2 && Precision is 8 or 12;

    /// <summary>Baseline, extended or progressive DCT with 8 bits a sample.</summary>
    public bool IsEightBitTransform => Process is 0xC0 or 0xC1 or 0xC2 && Precision == 8;

    public static JpegFrameHeader Read(ReadOnlySpan<byte> codestream)
    {
        if (codestream is not [0xFF, 0xD8, ..]) throw JpegMarkerReader.Malformed("the codestream does not begin as a JPEG");
        var markers = new JpegMarkerReader(codestream) { Position = 2 };
        while (markers.Next(out var marker, out var segment) && marker != JpegMarkerReader.StartOfScan)
        {
            if (IsFrame(marker)) return Parse(marker, segment);
        }

        throw JpegMarkerReader.Malformed("the JPEG has no frame header");
    }

    public static bool IsFrame(byte marker) => marker is (>= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC) or 0xF7;

    public static JpegFrameHeader Parse(byte process, ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6 || segment.Length < 6 + (3 * segment[5]))
        {
            throw JpegMarkerReader.Malformed("the JPEG frame header is cut off");
        }

        var components = new JpegComponent[segment[5]];
        for (var i = 0; i < components.Length; i++)
        {
            var entry = segment.Slice(6 + (3 * i), 3);
            components[i] = new JpegComponent(entry[0], entry[1] >> 4, entry[1] & 15, entry[2]);
        }

        var header = new JpegFrameHeader(
            process, segment[0], BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]),
            components);
        return header is { Width: > 0, Height: > 0, Precision: >= 2 and <= 16, Components.Length: >= 1 and <= 4 }
            ? header
            : throw JpegMarkerReader.Malformed("the JPEG frame header holds impossible sizes");
    }

    /// <summary>
    /// Refuses a frame that claims more pixels than its bytes can hold: a lossless sample takes at least one bit, a transformed block of
    /// 64 at least one, a row of JPEG-LS at least one.
    /// </summary>
    public void CheckPlausible(long codestreamBytes)
    {
        var samples = (long)Width * Height * Components.Length;
        var samplesPerBit = IsLossless ? 1 : IsJpegLs ? Width : 64L * Components.Length;
        if (samples > codestreamBytes * 8 * samplesPerBit)
        {
            throw new ImageFormatException(
                "truncated-pixel-data", $"{codestreamBytes} bytes of JPEG cannot hold {Width} x {Height} pixels");
        }
    }
}

/// <summary>
/// A component of a JPEG frame: its id, its horizontal and vertical sampling factors and the number of its quantization table.
/// </summary>
internal readonly record struct JpegComponent(byte Id, int Horizontal, int Vertical, int Quantization);
