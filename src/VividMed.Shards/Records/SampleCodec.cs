using System.Buffers;
using MessagePack;
using VividMed.Grounding;

namespace VividMed.Shards.Records;

/// <summary>
/// A <see cref="Sample"/> as one MessagePack map with string keys (record version 2), readable without this code. The same
/// sample always gives the same bytes: fixed key order, shortest integers, 64-bit floats. Spacing and box are arrays of
/// numbers, the affine is 16 numbers row by row, and a mask is <c>rle: {size: [height, width(, depth)], counts}</c>.
/// </summary>
public static class SampleCodec
{
    /// <summary>Longest record that is read, in bytes.</summary>
    public const int LargestRecord = 64 * 1024 * 1024;

    /// <summary>Does not check the sample: <c>SampleChecks</c> do.</summary>
    public static byte[] Encode(Sample sample)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var writer = new MessagePackWriter(buffer);
        SampleEncoder.Write(ref writer, sample);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The sample, also of version 1; keys that are not known are passed over. <c>bad-record</c> where bytes or values do not fit the schema,
    /// <c>unknown-schema</c> for a newer record version, <c>record-too-large</c> above <see cref="LargestRecord"/>.
    /// </summary>
    public static Sample Decode(ReadOnlyMemory<byte> record)
    {
        if (record.Length > LargestRecord)
        {
            throw new ShardException("record-too-large", $"A record of {record.Length} bytes is longer than {LargestRecord}.");
        }

        try
        {
            var reader = new MessagePackReader(record);
            var sample = SampleDecoder.ReadSample(ref reader);
            return reader.End ? sample : throw new ShardException("bad-record", "A record has bytes after its end.");
        }
        catch (Exception malformed) when (malformed is MessagePackSerializationException or EndOfStreamException or OverflowException or InvalidOperationException or ArgumentException)
        {
            throw new ShardException("bad-record", "A record is not the MessagePack map that the schema asks for.", malformed);
        }
    }
}
