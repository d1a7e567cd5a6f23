using System.Buffers.Binary;

namespace VividMed.Datasets;

/// <summary>
/// The runtime ends a cut gzip stream silently, and a table would lose its last studies unseen; an intact file closes with its content's
/// length. Files of several members are known by the empty last block of block gzip; others are taken for cut.
/// </summary>
internal static class GzipTrailer
{
    private const int Length = 8;
    private static ReadOnlySpan<byte> EmptyBlock => [3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static bool Fits(IDatasetFiles files, string path, long contentLength)
    {
        if (files.LengthOf(path) is not { } length || length < EmptyBlock.Length) return false;
        using var stream = files.OpenRead(path, length - EmptyBlock.Length, EmptyBlock.Length);
        var tail = new byte[EmptyBlock.Length];
        if (stream is null || stream.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false) < tail.Length) return false;
        return BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(tail.Length - (Length / 2))) == (uint)contentLength || tail.AsSpan().SequenceEqual(EmptyBlock);
    }
}
