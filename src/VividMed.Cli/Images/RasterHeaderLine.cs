using System.Buffers.Binary;
using VividMed.Imaging;

namespace VividMed.Cli.Images;

/// <summary>What the header of a JPEG or PNG file says.</summary>
internal sealed record RasterHeaderLine(
    string File, string Format, int Rows, int Columns, int SamplesPerPixel, int BitsAllocated) : IImageHeader
{
    private const int LongestHeader = 1 << 20;
    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <exception cref="ImageFormatException">It is neither.</exception>
    public static RasterHeaderLine Read(string file, Stream stream)
    {
        var bytes = new byte[LongestHeader];
        var head = bytes.AsSpan(0, stream.ReadAtLeast(bytes, 26, throwOnEndOfStream: false));
        if (head.Length >= 26 && head.StartsWith(Png))
        {
            var samples = head[25] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
            return new(
                file, "png", BinaryPrimitives.ReadInt32BigEndian(head[20..]), BinaryPrimitives.ReadInt32BigEndian(head[16..]), samples,
                head[24]);
        }

        if (head is not [0xFF, 0xD8, ..]) throw new ImageFormatException("not-an-image", "the file is neither JPEG nor PNG");
        head = bytes.AsSpan(
            0, head.Length + stream.ReadAtLeast(bytes.AsSpan(head.Length), bytes.Length - head.Length, throwOnEndOfStream: false));
        return Frame(head) is { } frame
            ? new(file, "jpeg", frame.Rows, frame.Columns, frame.Samples, frame.Bits)
            : throw new ImageFormatException("malformed-codestream", "the JPEG has no frame header");
    }

    public ImageKind Key() =>
        new(
            Format, Format, "", SamplesPerPixel switch { 1 => "gray", 3 => "colour", _ => $"{SamplesPerPixel} samples" }, SamplesPerPixel,
            BitsAllocated, BitsAllocated, "unsigned", "");

    public (int Width, int Height, int Depth) Size() => (Columns, Rows, 1);

    private static (int Rows, int Columns, int Samples, int Bits)? Frame(ReadOnlySpan<byte> jpeg)
    {
        for (var at = 2; at + 9 < jpeg.Length;)
        {
            if (jpeg[at] != 0xFF) return null;
            var marker = jpeg[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC)
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..]), BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 7)..]), jpeg[at + 9], jpeg[at + 4]);
            }

            at += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
        }

        return null;
    }
}
