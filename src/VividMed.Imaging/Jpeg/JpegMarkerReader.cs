using System.Buffers.Binary;

namespace VividMed.Imaging.Jpeg;

/// <summary>Steps over the marker segments of a JPEG codestream (ITU-T T.81 annex B).</summary>
internal ref struct JpegMarkerReader(ReadOnlySpan<byte> codestream)
{
    public const byte StartOfScan = 0xDA;
    public const byte EndOfImage = 0xD9;
    public const byte HuffmanTables = 0xC4;
    public const byte QuantizationTables = 0xDB;
    public const byte RestartInterval = 0xDD;

    private readonly ReadOnlySpan<byte> _codestream = codestream;

    /// <summary>Behind the segment last read; behind a scan header the entropy-coded data begin.</summary>
    public int Position { get; set; }

    /// <summary>Reads the next marker and its segment without the length; false at the end of the data or of the image.</summary>
    public bool Next(out byte marker, out ReadOnlySpan<byte> segment)
    {
        segment = default;
        marker = 0;
        var start = _codestream[Position..].IndexOf((byte)0xFF);
        if (start < 0) return false;
        Position += start;
        while (Position < _codestream.Length && _codestream[Position] == 0xFF) Position++;
        if (Position >= _codestream.Length) return false;
        marker = _codestream[Position++];
        if (marker == EndOfImage) return false;
        if (marker is 0 or 1 or (>= 0xD0 and <= 0xD8)) return true;

        if (_codestream.Length - Position < 2) throw Malformed("a JPEG marker segment is cut off");
        var length = BinaryPrimitives.ReadUInt16BigEndian(_codestream[Position..]);
        if (length < 2 || length > _codestream.Length - Position) throw Malformed("a JPEG marker segment lies about its length");
        segment = _codestream.Slice(Position + 2, length - 2);
        Position += length;
        return true;
    }

    public static ImageFormatException Malformed(string message) => new("malformed-codestream", message);
}
