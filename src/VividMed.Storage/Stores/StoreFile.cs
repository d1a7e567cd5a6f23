namespace VividMed.Storage.Stores;

/// <summary>A file that is being written, whose writer is told of a full disk by its place and cure instead of by an error number.</summary>
/// <param name="place">What the file's place is called in messages.</param>
internal sealed class StoreFile(FileStream file, string place) : Stream
{
    public override bool CanRead => file.CanRead;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => file.CanWrite;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <summary>The file's path.</summary>
    public string Name => file.Name;

    /// <exception cref="StorageException"><c>disk-full</c> or <c>not-writable</c>: there can be no such file.</exception>
    public static StoreFile Open(string path, FileStreamOptions options, string place)
    {
        try
        {
            return new StoreFile(new FileStream(path, options), place);
        }
        catch (Exception failure) when (FileFault.Explain(failure, place) is not null)
        {
            throw FileFault.Explain(failure, place)!;
        }
    }

    /// <summary>Waits until what was written is on the disk.</summary>
    public async Task FlushToDiskAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        Explained(() => file.Flush(flushToDisk: true));
    }

    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => file.Read(buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        file.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        file.ReadAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => Explained(() => file.Write(buffer, offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (Exception failure) when (FileFault.Explain(failure, place) is not null)
        {
            throw FileFault.Explain(failure, place)!;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await file.WriteAsync(buffer, cancellationToken);
        }
        catch (Exception failure) when (FileFault.Explain(failure, place) is not null)
        {
            throw FileFault.Explain(failure, place)!;
        }
    }

    public override void Flush() => Explained(file.Flush);

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await file.FlushAsync(cancellationToken);
        }
        catch (Exception failure) when (FileFault.Explain(failure, place) is not null)
        {
            throw FileFault.Explain(failure, place)!;
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => Explained(() => file.SetLength(value));

    /// <summary>What could not be written before is not written now: whoever closes the file has been told of it, and it is closed.</summary>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await file.DisposeAsync();
        }
        catch (Exception failure) when (FileFault.Explain(failure, place) is not null)
        {
            // The rest of the buffer goes with the file.
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    private void Explained(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (FileFault.Explain(failure, place) is not null)
        {
            throw FileFault.Explain(failure, place)!;
        }
    }
}
