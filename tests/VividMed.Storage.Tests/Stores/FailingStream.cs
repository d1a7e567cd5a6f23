namespace VividMed.Storage.Tests.Stores;

/// <summary>Gives zeros and fails after a number of bytes.</summary>
internal sealed class FailingStream(long bytes) : MemoryStream
{
    private long _left = bytes;

    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer)
    {
        if (_left <= 0) throw new IOException("the source broke");
        var count = (int)Math.Min(buffer.Length, _left);
        buffer[..count].Clear();
        _left -= count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        var buffer = new byte[bufferSize];
        while (true) await destination.WriteAsync(buffer.AsMemory(0, Read(buffer)), cancellationToken);
    }
}
