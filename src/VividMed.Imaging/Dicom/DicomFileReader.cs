using System.IO.Compression;
using VividMed.Imaging.Streams;

namespace VividMed.Imaging.Dicom;

/// <summary>Finds out what kind of DICOM file a stream holds and parses it.</summary>
internal static class DicomFileReader
{
    public static DicomFile Read(Stream stream, DicomLimits limits, CancellationToken cancellationToken)
    {
        var data = BoundedReader.ReadToEnd(stream, limits.FileBytes, cancellationToken);
        if (data.Span is [0x1F, 0x8B, ..])
        {
            data = Inflate(data, limits, static packed => new GZipStream(packed, CompressionMode.Decompress), cancellationToken);
        }

        var (parser, syntax) = ReadMeta(data);
        if (DicomStart.IsDeflated(data[parser.Position..], syntax))
        {
            data = Inflate(
                data[parser.Position..], limits, static packed => new DeflateStream(packed, CompressionMode.Decompress), cancellationToken);
            parser = new DicomParser(data);
        }

        var (actual, encoding) = DicomStart.Probe(data.Span[parser.Position..], syntax);
        var dataset = parser.ReadDataset(encoding);
        return new DicomFile(actual, dataset, limits, parser.TrailingBytes);
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
                if (DicomStart.IsDeflated(prefix.Bytes[parser.Position..], syntax))
                {
                    using var inflated = new DeflateStream(prefix.From(parser.Position), CompressionMode.Decompress);
                    return ReadDeflatedHeader(new StreamPrefix(inflated, limits.HeaderBytes, cancellationToken), syntax);
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

    private static DicomHeader ReadDeflatedHeader(StreamPrefix prefix, TransferSyntax? syntax)
    {
        while (true)
        {
            prefix.Grow();
            try
            {
                if (TryReadHeader(prefix, new DicomParser(prefix.Bytes), syntax ?? TransferSyntax.Deflated) is { } header) return header;
            }
            catch (ImageFormatException error) when (IsCutOff(error) && !prefix.IsComplete)
            {
                // As above.
            }
        }
    }

    private static DicomHeader? TryReadHeader(StreamPrefix prefix, DicomParser parser, TransferSyntax? syntax)
    {
        var (actual, encoding) = DicomStart.Probe(prefix.Bytes.Span[parser.Position..], syntax);
        var dataset = parser.ReadDatasetBeforePixels(encoding, out var pixelBytes);
        if (pixelBytes is null && !prefix.IsComplete) return null;
        return new DicomHeader(actual.Uid, dataset, pixelBytes is not null, pixelBytes == uint.MaxValue ? null : pixelBytes);
    }

    private static bool IsCutOff(ImageFormatException error) => error.Code == "malformed-data-set";

    private static (DicomParser Parser, TransferSyntax? Syntax) ReadMeta(ReadOnlyMemory<byte> data)
    {
        if (DicomStart.Find(data.Span) is not { } start)
        {
            throw new ImageFormatException("not-dicom", "neither DICOM meta information nor a data set was found");
        }

        var parser = new DicomParser(data);
        var meta = parser.ReadMeta(start);
        return (parser, meta.GetString(DicomTags.TransferSyntaxUid) is { } uid ? TransferSyntax.Of(uid) : null);
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
