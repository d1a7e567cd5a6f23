using System.IO.Compression;
using VividMed.Imaging.Streams;

namespace VividMed.Imaging.Dicom;

/// <summary>
/// Where a file's attributes begin and how they are spelt, by its bytes: preambles are left out, marks stand where they mean nothing, and
/// the transfer syntax is known to lie.
/// </summary>
internal static class DicomStart
{
    private const int PreambleBytes = 128;
    private const int LongestHeader = 12;

    /// <summary>A deflated data set shows its first element within so many bytes.</summary>
    private const int Trial = 64;

    private static ReadOnlySpan<byte> Mark => "DICM"u8;

    /// <summary>Whether the mark of DICOM files stands behind a preamble, or at the very beginning.</summary>
    public static bool IsMarked(ReadOnlySpan<byte> data) =>
        (data.Length >= PreambleBytes + Mark.Length && data[PreambleBytes..].StartsWith(Mark)) || data.StartsWith(Mark);

    /// <summary>Where the meta information, or without any the data set, begins; null where neither does.</summary>
    public static int? Find(ReadOnlySpan<byte> data)
    {
        var bare = data is [0x02 or 0x08, 0x00, _, 0x00, _, _, _, _, ..] or [0x00, 0x08, 0x00, _, _, _, _, _, ..];
        var marked = data.Length >= PreambleBytes + Mark.Length && data[PreambleBytes..].StartsWith(Mark);
        if (marked && !(bare && MarkIsWithinValue(data))) return PreambleBytes + Mark.Length;
        if (data.Length > 2 * Mark.Length && data.StartsWith(Mark)) return Mark.Length;
        return bare ? 0 : null;
    }

    /// <summary>
    /// The encoding in fact used. Some writers claim explicit and write implicit little endian, or the reverse, or name the wrong byte
    /// order, and a file without meta information claims nothing: the first element gives it away, for its group is below 256.
    /// </summary>
    public static (TransferSyntax Syntax, DicomEncoding Encoding) Probe(ReadOnlySpan<byte> dataset, TransferSyntax? claimed)
    {
        if (dataset.Length < 6) return (claimed ?? TransferSyntax.ImplicitLittle, (claimed ?? TransferSyntax.ImplicitLittle).Encoding);
        var named = ValueRepresentation.IsKnown(dataset[4..6]);
        var bigEndian = named && dataset[0] == 0 && (dataset[1] != 0 || claimed is null or { Encoding.BigEndian: true });
        if (claimed is null)
        {
            var seen = !named ? TransferSyntax.ImplicitLittle : bigEndian ? TransferSyntax.ExplicitBig : TransferSyntax.ExplicitLittle;
            return (seen, seen.Encoding);
        }

        return !named && claimed.Encoding.BigEndian && dataset[0] == 0
            ? (claimed, claimed.Encoding)
            : (claimed, new DicomEncoding(named, bigEndian));
    }

    /// <summary>Whether the data set must be inflated first, whatever the transfer syntax says.</summary>
    public static bool IsDeflated(ReadOnlyMemory<byte> dataset, TransferSyntax? claimed)
    {
        if (dataset.IsEmpty || BeginsElement(dataset.Span)) return false;
        if (claimed == TransferSyntax.Deflated) return true;
        var start = new byte[Trial];
        try
        {
            using var inflated = new DeflateStream(new PrefixedStream(dataset, Stream.Null), CompressionMode.Decompress);
            var read = inflated.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return read > 8 && BeginsElement(start.AsSpan(0, read)) && ValueRepresentation.IsKnown(start.AsSpan(4, 2));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>An element of a low group with a known type, or an even group with a length that a first element may have.</summary>
    private static bool BeginsElement(ReadOnlySpan<byte> data)
    {
        if (data.Length < 8) return false;
        if (ValueRepresentation.IsKnown(data[4..6])) return data[0] == 0 || data[1] == 0;
        return data[1] == 0 && data[0] is > 0 and <= 0x28 && data[0] % 2 == 0 && data[7] == 0;
    }

    /// <summary>
    /// Whether elements follow one another from the first byte on, over the place of the mark: then it is four letters of a value, and
    /// what stands before it is no preamble. A sequence without a length, behind other elements, is taken to reach so far.
    /// </summary>
    private static bool MarkIsWithinValue(ReadOnlySpan<byte> data)
    {
        var encoding = data[0] == 0 ? DicomEncoding.ExplicitBig : DicomEncoding.ExplicitLittle;
        var (at, last) = (0L, -1L);
        while (at <= PreambleBytes)
        {
            if (ElementBytes(data[(int)at..], encoding, ref last) is not { } bytes) return false;
            if (bytes > uint.MaxValue) return at > 0;
            at += bytes;
        }

        return at >= PreambleBytes + Mark.Length
            && (at + LongestHeader > data.Length || ElementBytes(data[(int)at..], encoding, ref last) is not null);
    }

    /// <summary>What an element takes in all, very much where it has no length; null where it is none or out of order.</summary>
    private static long? ElementBytes(ReadOnlySpan<byte> data, DicomEncoding encoding, ref long last)
    {
        if (data.Length < LongestHeader) return null;
        var tag = ((long)encoding.UInt16(data) << 16) | encoding.UInt16(data[2..]);
        if (tag <= last) return null;
        last = tag;
        if (ValueRepresentation.IsKnown(data[4..6]))
        {
            return ValueRepresentation.HasShortLength(ValueRepresentation.Name(data[4..6]))
                ? 8L + encoding.UInt16(data[6..])
                : LongestHeader + (long)encoding.UInt32(data[8..]);
        }

        return data[7] is 0 or 0xFF && !encoding.BigEndian ? 8L + encoding.UInt32(data[4..]) : null;
    }
}
