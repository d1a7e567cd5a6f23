using VividMed.Storage.Streams;

namespace VividMed.Shards.Archives;

/// <summary>Appends members to a ustar archive, forward only.</summary>
internal sealed class UstarWriter(Stream output)
{
    private static readonly byte[] Zeros = new byte[2 * UstarHeader.BlockSize];

    public async Task AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await WriteHeaderAsync(name, content.Length, cancellation);
        await output.WriteAsync(content, cancellation);
        await PadAsync(content.Length, cancellation);
    }

    public async Task AddAsync(string name, long length, Stream content, CancellationToken cancellation)
    {
        await WriteHeaderAsync(name, length, cancellation);
        var exact = new BoundedStream(content, length, leaveOpen: true);
        await using (exact)
        {
            await exact.CopyToAsync(output, 1 << 18, cancellation);
            if (exact.Position != length) throw new ShardException("short-image", $"{name} ended after {exact.Position} of {length} bytes.");
        }

        await PadAsync(length, cancellation);
    }

    /// <summary>The two empty blocks that end an archive.</summary>
    public async Task FinishAsync(CancellationToken cancellation) => await output.WriteAsync(Zeros, cancellation);

    private async Task WriteHeaderAsync(string name, long length, CancellationToken cancellation)
    {
        var header = new byte[UstarHeader.BlockSize];
        UstarHeader.Write(header, name, length);
        await output.WriteAsync(header, cancellation);
    }

    private async Task PadAsync(long length, CancellationToken cancellation) =>
        await output.WriteAsync(Zeros.AsMemory(0, UstarHeader.PaddingOf(length)), cancellation);
}
