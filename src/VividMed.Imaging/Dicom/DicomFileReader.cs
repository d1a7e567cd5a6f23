using System.IO.Compression;

namespace VividMed.Imaging;

/// <summary>Finds out what kind of DICOM file a stream holds and parses it.</summary>
internal static class DicomFileReader
{
    private const int PreambleBytes = 128;

    public static DicomFile Read(Stream stream, DicomLimits limits)
    {
        var data = BoundedReader.ReadToEnd(stream, limits.FileBytes);
        if (data.Span is [0x1F, 0x8B, ..]) data = Inflate(data, limits, static packed => new GZipStream(packed, CompressionMode.Decompress));
        if (FindStart(data.Span) is not { } start) throw new ImageFormatException("not-dicom", "neither DICOM meta information nor a data set was found");

        var parser = new DicomParser(data);
        var meta = parser.ReadMeta(start);
        var syntax = meta.GetString(DicomTags.TransferSyntaxUid) is { } uid ? TransferSyntax.Of(uid) : null;
        if (syntax == TransferSyntax.Deflated)
        {
            data = Inflate(data[parser.Position..], limits, static packed => new DeflateStream(packed, CompressionMode.Decompress));
            parser = new DicomParser(data);
        }

        var (actual, encoding) = Probe(data.Span[parser.Position..], syntax);
        return new DicomFile(actual, parser.ReadDataset(encoding), limits);
    }

    /// <summary>Where the meta information, or without any the data set, begins.</summary>
    private static int? FindStart(ReadOnlySpan<byte> data)
    {
        if (data.Length >= PreambleBytes + 4 && data.Slice(PreambleBytes, 4).SequenceEqual("DICM"u8)) return PreambleBytes + 4;
        return data is [0x02 or 0x08, 0x00, _, 0x00, _, _, _, _, ..] or [0x00, 0x08, 0x00, _, _, _, _, _, ..] ? 0 : null;
    }

    /// <summary>
    /// The encoding in fact used. Some writers claim explicit and write implicit little endian, or the reverse,
    /// and a file without meta information claims nothing: the first element gives it away.
    /// </summary>
    private static (TransferSyntax Syntax, DicomEncoding Encoding) Probe(ReadOnlySpan<byte> dataset, TransferSyntax? claimed)
    {
        if (dataset.Length < 6) return (claimed ?? TransferSyntax.ImplicitLittle, (claimed ?? TransferSyntax.ImplicitLittle).Encoding);
        var named = ValueRepresentation.IsKnown(dataset[4..6]);
        if (claimed is null)
        {
            var seen = !named ? TransferSyntax.ImplicitLittle : dataset[0] == 0 ? TransferSyntax.ExplicitBig : TransferSyntax.ExplicitLittle;
            return (seen, seen.Encoding);
        }

        return claimed.Encoding.BigEndian ? (claimed, claimed.Encoding) : (claimed, claimed.Encoding with { Explicit = named });
    }

    private static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> packed, DicomLimits limits, Func<Stream, Stream> open)
    {
        using var inflating = open(new MemoryStream(packed.ToArray(), writable: false));
        try
        {
            return BoundedReader.ReadToEnd(inflating, limits.FileBytes);
        }
        catch (InvalidDataException error)
        {
            throw new ImageFormatException("malformed-compression", "the compressed data set is damaged", error);
        }
    }
}
