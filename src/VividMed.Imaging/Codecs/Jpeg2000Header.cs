using System.Buffers.Binary;

namespace VividMed.Imaging.Codecs;

/// <summary>
/// The main header of a JPEG 2000 or HTJ2K codestream (ITU-T T.800 annex A.5), read by own code before any of it goes to the native
/// decoder: image, tile and precinct sizes decide how much memory that will ask for.
/// </summary>
internal sealed record Jpeg2000Header(int Width, int Height, int Components, int Precision, long Tiles, long Precincts)
{
    /// <summary>Each costs the decoder a few hundred bytes, whatever the image's size.</summary>
    private const long MaximumPrecincts = 1 << 20;

    /// <summary>Values come back as they were, unless the wavelet is the irreversible one.</summary>
    public bool IsReversible { get; init; } = true;

    private const byte HighThroughput = 0x40;
    private const ushort StartOfCodestream = 0xFF4F;
    private const ushort Size = 0xFF51;
    private const ushort CodingStyle = 0xFF52;
    private const ushort CodingStyleOfComponent = 0xFF53;
    private const ushort StartOfTile = 0xFF90;

    /// <summary>True for a bare codestream and for a JP2 file.</summary>
    public static bool Begins(ReadOnlySpan<byte> frame) => frame is [0xFF, 0x4F, 0xFF, ..] or [0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20, ..];

    /// <summary>The codestream within a frame that may wrap it in the boxes of a JP2 file.</summary>
    public static ReadOnlySpan<byte> Codestream(ReadOnlySpan<byte> frame)
    {
        if (frame is [0xFF, 0x4F, ..]) return frame;
        for (var rest = frame; rest.Length >= 8;)
        {
            var length = (long)BinaryPrimitives.ReadUInt32BigEndian(rest);
            var header = 8;
            if (length == 1 && rest.Length >= 16) (length, header) = (BinaryPrimitives.ReadInt64BigEndian(rest[8..]), 16);
            if (length == 0) length = rest.Length;
            if (length < header || length > rest.Length) break;
            if (rest.Slice(4, 4).SequenceEqual("jp2c"u8)) return rest[header..(int)length];
            rest = rest[(int)length..];
        }

        throw Malformed("the JP2 file has no codestream");
    }

    /// <summary>
    /// Whether any coding style of the codestream, in the main header or anywhere that a tile's header could be, asks for HT code blocks.
    /// Packet data may look like one by chance; that costs time and no more.
    /// </summary>
    public static bool MayUseHighThroughput(ReadOnlySpan<byte> codestream)
    {
        for (var rest = codestream; rest.IndexOf((byte)0xFF) is >= 0 and var at && at + 13 <= rest.Length; rest = rest[(at + 1)..])
        {
            var marker = rest[at + 1];
            if (marker is not (0x52 or 0x53)) continue;
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[(at + 2)..]);
            if (marker == 0x52 ? length is >= 12 and <= 45 && (rest[at + 12] & HighThroughput) != 0 : length is >= 9 and <= 43 && (rest[at + 9] & HighThroughput) != 0) return true;
        }

        return false;
    }

    public static Jpeg2000Header Read(ReadOnlySpan<byte> codestream)
    {
        if (codestream.Length < 4 || BinaryPrimitives.ReadUInt16BigEndian(codestream) != StartOfCodestream)
        {
            throw Malformed("the codestream does not begin as JPEG 2000");
        }

        Jpeg2000Header? header = null;
        for (var position = 2; position + 4 <= codestream.Length;)
        {
            var marker = BinaryPrimitives.ReadUInt16BigEndian(codestream[position..]);
            if (marker == StartOfTile) return header ?? throw Malformed("the JPEG 2000 codestream has no size");
            var length = BinaryPrimitives.ReadUInt16BigEndian(codestream[(position + 2)..]);
            if (length < 2 || position + 2 + length > codestream.Length) break;
            var segment = codestream.Slice(position + 4, length - 2);
            if (marker == Size) header = ReadSize(segment);
            else if (header is not null && marker == CodingStyle && segment.Length >= 10) header = header.WithStyle(
                segment[0], segment[5..], header.Components);
            else if (header is not null && marker == CodingStyleOfComponent && segment.Length >= 7 && header.Components < 257) header =
                header.WithStyle(segment[1], segment[2..], 1);
            position += 2 + length;
        }

        throw Malformed("the JPEG 2000 header is cut off");
    }

    private static Jpeg2000Header ReadSize(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 36 || segment.Length < 36 + (3 * BinaryPrimitives.ReadUInt16BigEndian(segment[34..])))
        {
            throw Malformed("the JPEG 2000 size segment is cut off");
        }

        Span<uint> sizes = stackalloc uint[8];
        for (var i = 0; i < 8; i++) sizes[i] = BinaryPrimitives.ReadUInt32BigEndian(segment[(2 + (4 * i))..]);
        var (right, bottom, left, top, tileWidth, tileHeight, tileLeft, tileTop) = (sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5], sizes[6], sizes[7]);
        int components = BinaryPrimitives.ReadUInt16BigEndian(segment[34..]);
        if (right <= left || bottom <= top || right > int.MaxValue || bottom > int.MaxValue || tileWidth == 0 || tileHeight == 0 || tileLeft > left || tileTop > top || components == 0)
            throw Malformed("the JPEG 2000 codestream has impossible sizes");

        var precision = 0;
        for (var i = 0; i < components; i++)
        {
            precision = Math.Max(precision, (segment[36 + (3 * i)] & 0x7F) + 1);
            if (segment[37 + (3 * i)] != 1 || segment[38 + (3 * i)] != 1)
            {
                throw new ImageFormatException("unsupported-transfer-syntax", "JPEG 2000 with subsampled components is not supported");
            }
        }

        var tiles = (((long)right - tileLeft + tileWidth - 1) / tileWidth) * (((long)bottom - tileTop + tileHeight - 1) / tileHeight);
        if (tiles > 65_535) throw Malformed($"the JPEG 2000 codestream claims {tiles} tiles; 65,535 are possible");
        return new Jpeg2000Header((int)(right - left), (int)(bottom - top), components, precision, tiles, 0);
    }

    /// <summary>
    /// Adds up precincts, generously: those of every resolution over the whole image, and one a tile and resolution at least.
    /// </summary>
    private Jpeg2000Header WithStyle(byte style, ReadOnlySpan<byte> coding, int components)
    {
        var reversible = coding[4] == 1;
        var levels = coding[0];
        if (levels > 32) throw Malformed($"the JPEG 2000 codestream claims {levels} decompositions; 32 are possible");
        var precincts = Precincts;
        for (var level = 0; level <= levels; level++)
        {
            var sizes = (style & 1) == 0 ? 0xFF : 5
                + level < coding.Length ? coding[5 + level] : throw Malformed("the JPEG 2000 precinct sizes are cut off");
            var reduction = levels - level;
            precincts += components * Math.Max(Tiles, Count(Width, reduction, sizes & 15) * Count(Height, reduction, sizes >> 4));
        }

        if (precincts > MaximumPrecincts)
        {
            throw Malformed($"the JPEG 2000 codestream claims {precincts} precincts, more than {MaximumPrecincts}");
        }

        return this with { Precincts = precincts, IsReversible = IsReversible && reversible };
    }

    private static long Count(long length, int reduction, int precinct) => (((length - 1) >> reduction) >> precinct) + 2;

    private static ImageFormatException Malformed(string message) => new("malformed-codestream", message);
}
