using VividMed.Storage.Streams;

namespace VividMed.Shards.Archives;

/// <summary>Appends members to a ustar archive, forward only. A name that fits no header stands in an extension before it.</summary>
public sealed class UstarWriter(Stream output)
{
    private static readonly byte[] Zeros = new byte[2 * UstarHeader.BlockSize];

    private readonly byte[] _header = new byte[UstarHeader.BlockSize];

    /// <summary>A member from memory.</summary>
    /// <exception cref="ShardException"><c>bad-member-name</c>, <c>member-too-large</c>.</exception>
    public async Task AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await WriteHeaderAsync(name, content.Length, cancellationToken);
        await output.WriteAsync(content, cancellationToken);
        await PadAsync(content.Length, cancellationToken);
    }

    /// <summary>A member of exactly so many bytes; <c>short-image</c> where the content ends early.</summary>
    public async Task AddAsync(string name, long length, Stream content, CancellationToken cancellationToken)
    {
        await WriteHeaderAsync(name, length, cancellationToken);
        var exact = new BoundedStream(content, length, leaveOpen: true);
        await using (exact)
        {
            await exact.CopyToAsync(output, 1 << 18, cancellationToken);
            if (exact.Position != length)
            {
                throw new ShardException("short-image", $"{name} ended after {exact.Position} of {length} bytes.");
            }
        }

        await PadAsync(length, cancellationToken);
    }

    /// <summary>The two empty blocks that end an archive.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken) => await output.WriteAsync(Zeros, cancellationToken);

    private async Task WriteHeaderAsync(string name, long length, CancellationToken cancellationToken)
    {
        if (name.Length > UstarHeader.LongestName)
        {
            var path = PaxRecords.OfPath(name);
            name = name[..UstarHeader.LongestName];
            UstarHeader.Write(_header, name, path.Length, extends: true);
            await output.WriteAsync(_header, cancellationToken);
            await output.WriteAsync(path, cancellationToken);
            await PadAsync(path.Length, cancellationToken);
        }

        UstarHeader.Write(_header, name, length);
        await output.WriteAsync(_header, cancellationToken);
    }

    private async Task PadAsync(long length, CancellationToken cancellationToken) =>
        await output.WriteAsync(Zeros.AsMemory(0, UstarHeader.PaddingOf(length)), cancellationToken);
}
