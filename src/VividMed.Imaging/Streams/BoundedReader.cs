namespace VividMed.Imaging.Streams;

/// <summary>Reads a stream into memory up to a limit.</summary>
internal static class BoundedReader
{
    private const int FirstBuffer = 1 << 16;

    private const int Piece = 1 << 22;

    public static ReadOnlyMemory<byte> ReadToEnd(Stream stream, long limit, CancellationToken cancellationToken = default)
    {
        limit = Math.Min(limit, Array.MaxLength);
        if (Held(stream, limit) is { } held) return held;
        var buffer = GC.AllocateUninitializedArray<byte>(FirstBufferBytes(stream, limit));
        var filled = 0;
        while (true)
        {
            filled += Fill(stream, buffer.AsSpan(filled), cancellationToken);
            if (filled < buffer.Length) return buffer.AsMemory(0, filled);
            var next = stream.ReadByte();
            if (next < 0) return buffer;
            if (filled >= limit) throw TooLarge(limit);
            Array.Resize(ref buffer, (int)Math.Min(limit, Math.Max(FirstBuffer, 2L * buffer.Length)));
            buffer[filled++] = (byte)next;
        }
    }

    /// <summary>What lies in memory for all to see is not copied.</summary>
    private static ReadOnlyMemory<byte>? Held(Stream stream, long limit)
    {
        if (stream is not MemoryStream memory || !memory.TryGetBuffer(out var all)) return null;
        var rest = all.AsMemory((int)Math.Min(memory.Position, memory.Length));
        if (rest.Length > limit) throw TooLarge(limit);
        memory.Position = memory.Length;
        return rest;
    }

    private static int Fill(Stream stream, Span<byte> target, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < target.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = target.Slice(filled, Math.Min(Piece, target.Length - filled));
            var read = stream.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
            filled += read;
            if (read < piece.Length) break;
        }

        return filled;
    }

    private static int FirstBufferBytes(Stream stream, long limit)
    {
        if (!stream.CanSeek) return (int)Math.Min(FirstBuffer, limit);
        var remaining = Math.Max(0, stream.Length - stream.Position);
        return remaining <= limit ? (int)remaining : throw TooLarge(limit);
    }

    private static ImageFormatException TooLarge(long limit) => new("file-too-large", $"the file exceeds the limit of {limit} bytes");
}
