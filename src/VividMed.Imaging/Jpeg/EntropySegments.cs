using System.Buffers;

namespace VividMed.Imaging.Jpeg;

/// <summary>Cuts entropy-coded data at the markers and removes the zero bytes stuffed behind 0xFF.</summary>
internal ref struct EntropySegments(ReadOnlySpan<byte> codestream, int position)
{
    public const int Padding = 8;

    private readonly ReadOnlySpan<byte> _codestream = codestream;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(codestream.Length - position + Padding);

    /// <summary>At the marker that ended the last segment.</summary>
    public int Position { get; private set; } = position;

    /// <summary>The next segment, up to but without a marker, as a reader over the unstuffed bytes.</summary>
    public JpegBitReader Next()
    {
        var filled = 0;
        while (Position < _codestream.Length)
        {
            var rest = _codestream[Position..];
            var run = rest.IndexOf((byte)0xFF);
            if (run < 0) run = rest.Length;
            rest[..run].CopyTo(_buffer.AsSpan(filled));
            filled += run;
            Position += run;
            if (run + 1 >= rest.Length || rest[run + 1] != 0) break;
            _buffer[filled++] = 0xFF;
            Position += 2;
        }

        _buffer.AsSpan(filled, Padding).Clear();
        return new JpegBitReader(_buffer.AsSpan(0, filled + Padding), filled);
    }

    /// <summary>Steps over the restart marker with this number, 0 to 7.</summary>
    public void Restart(int number)
    {
        var rest = _codestream[Position..].TrimStart((byte)0xFF);
        if (rest.IsEmpty || rest[0] != 0xD0 + number) throw JpegMarkerReader.Malformed("a restart marker is missing");
        Position = _codestream.Length - rest.Length + 1;
    }

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
