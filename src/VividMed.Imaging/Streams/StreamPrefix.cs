namespace VividMed.Imaging.Streams;

/// <summary>The beginning of a stream, read only as far as it is asked for and never beyond a limit.</summary>
internal sealed class StreamPrefix(Stream stream, long limit, CancellationToken cancellationToken)
{
    private const int First = 1 << 14;

    private byte[] _buffer = [];
    private int _filled;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _filled);

    /// <summary>True once the stream has ended.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads 16 KiB the first time, then makes what is held four times as long.</summary>
    public void Grow()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_filled >= limit) throw new ImageFormatException("file-too-large", $"the header exceeds the limit of {limit} bytes");
        Array.Resize(ref _buffer, (int)Math.Min(Math.Min(limit, Array.MaxLength), _filled == 0 ? First : 4L * _filled));
        _filled += stream.ReadAtLeast(_buffer.AsSpan(_filled), _buffer.Length - _filled, throwOnEndOfStream: false);
        IsComplete = _filled < _buffer.Length;
    }

    /// <summary>The stream from <paramref name="position"/> on, what is held and what is still to come.</summary>
    public Stream From(int position) => new PrefixedStream(Bytes[position..], stream);
}
