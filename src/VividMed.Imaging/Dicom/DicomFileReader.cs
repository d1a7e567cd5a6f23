using System.IO.Compression;
using VividMed.Imaging.Streams;

namespace VividMed.Imaging.Dicom;

/// <summary>Finds out what kind of DICOM file a stream holds and parses it.</summary>
internal static class DicomFileReader
{
    private const int PreambleBytes = 128;

    public static DicomFile Read(Stream stream, DicomLimits limits, CancellationToken cancellationToken)
    {
        var data = BoundedReader.ReadToEnd(stream, limits.FileBytes, cancellationToken);
        if (data.Span is [0x1F, 0x8B, ..])
        {
            data = Inflate(data, limits, static packed => new GZipStream(packed, CompressionMode.Decompress), cancellationToken);
        }

        var (parser, syntax) = ReadMeta(data);
        if (syntax == TransferSyntax.Deflated)
        {
            data = Inflate(
                data[parser.Position..], limits, static packed => new DeflateStream(packed, CompressionMode.Decompress), cancellationToken);
            parser = new DicomParser(data);
        }

        var (actual, encoding) = Probe(data.Span[parser.Position..], syntax);
        return new DicomFile(actual, parser.ReadDataset(encoding), limits);
    }

    public static DicomHeader ReadHeader(Stream stream, DicomLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            var prefix = new StreamPrefix(stream, limits.HeaderBytes, cancellationToken);
            prefix.Grow();
            if (prefix.Bytes.Span is not [0x1F, 0x8B, ..]) return ReadHeader(prefix, limits, cancellationToken);

            using var inflated = new GZipStream(prefix.From(0), CompressionMode.Decompress);
            var content = new StreamPrefix(inflated, limits.HeaderBytes, cancellationToken);
            content.Grow();
            return ReadHeader(content, limits, cancellationToken);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error);
        }
    }

    /// <summary>Parses what is held; where that ends within the header, more is read and parsed anew.</summary>
    private static DicomHeader ReadHeader(StreamPrefix prefix, DicomLimits limits, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var (parser, syntax) = ReadMeta(prefix.Bytes);
                if (syntax == TransferSyntax.Deflated)
                {
                    using var inflated = new DeflateStream(prefix.From(parser.Position), CompressionMode.Decompress);
                    return ReadDeflatedHeader(new StreamPrefix(inflated, limits.HeaderBytes, cancellationToken));
                }

                if (TryReadHeader(prefix, parser, syntax) is { } header) return header;
            }
            catch (ImageFormatException error) when (IsCutOff(error) && !prefix.IsComplete)
            {
                // What looks damaged may only be cut off where the prefix ends.
            }

            prefix.Grow();
        }
    }

    private static DicomHeader ReadDeflatedHeader(StreamPrefix prefix)
    {
        while (true)
        {
            prefix.Grow();
            try
            {
                if (TryReadHeader(prefix, new DicomParser(prefix.Bytes), TransferSyntax.Deflated) is { } header) return header;
            }
            catch (ImageFormatException error) when (IsCutOff(error) && !prefix.IsComplete)
            {
                // As above.
            }
        }
    }

    private static DicomHeader? TryReadHeader(StreamPrefix prefix, DicomParser parser, TransferSyntax? syntax)
    {
        var (actual, encoding) = Probe(prefix.Bytes.Span[parser.Position..], syntax);
        var dataset = parser.ReadDatasetBeforePixels(encoding, out var pixelBytes);
        if (pixelBytes is null && !prefix.IsComplete) return null;
        return new DicomHeader(actual.Uid, dataset, pixelBytes is not null, pixelBytes == uint.MaxValue ? null : pixelBytes);
    }

    private static bool IsCutOff(ImageFormatException error) => error.Code == "malformed-data-set";

    private static (DicomParser Parser, TransferSyntax? Syntax) ReadMeta(ReadOnlyMemory<byte> data)
    {
        if (FindStart(data.Span) is not { } start)
        {
            throw new ImageFormatException("not-dicom", "neither DICOM meta information nor a data set was found");
        }

        var parser = new DicomParser(data);
        var meta = parser.ReadMeta(start);
        return (parser, meta.GetString(DicomTags.TransferSyntaxUid) is { } uid ? TransferSyntax.Of(uid) : null);
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

    private static ReadOnlyMemory<byte> Inflate(
        ReadOnlyMemory<byte> packed, DicomLimits limits, Func<Stream, Stream> open, CancellationToken cancellationToken)
    {
        using var inflating = open(new PrefixedStream(packed, Stream.Null));
        try
        {
            return BoundedReader.ReadToEnd(inflating, limits.FileBytes, cancellationToken);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error);
        }
    }

    private static ImageFormatException Damaged(InvalidDataException error) =>
        new("malformed-compression", "the compressed data set is damaged", error);
}
