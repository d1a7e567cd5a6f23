using VividMed.Storage.Streams;

namespace VividMed.Shards.Archives;

/// <summary>Goes from member to member of a ustar archive; content that nobody reads is sought or read past.</summary>
internal sealed class UstarReader(Stream archive)
{
    /// <summary>Longer content is read in pieces: a length that a header claims is no reason to take memory.</summary>
    private const int Piece = 1 << 20;

    private readonly byte[] _block = new byte[UstarHeader.BlockSize];
    private byte[]? _scratch;
    private long _length;
    private long _unread;
    private long _position;

    /// <summary>The next member with its offset in the archive, or null at the end. <c>bad-archive</c> where it is torn.</summary>
    public async Task<ShardMember?> NextAsync(CancellationToken cancellationToken)
    {
        string? path = null;
        while (true)
        {
            await SkipAsync(cancellationToken);
            if (await archive.ReadAtLeastAsync(_block, _block.Length, throwOnEndOfStream: false, cancellationToken) < _block.Length)
            {
                throw UstarHeader.Bad("it ends without its closing blocks");
            }

            _position += _block.Length;
            if (UstarHeader.Read(_block) is not var (name, length, extends)) return null;
            _length = length;
            _unread = length + UstarHeader.PaddingOf(length);
            if (!extends) return new ShardMember(path ?? name, _position, length);
            path = PaxRecords.PathOf(await ReadAsync(PaxRecords.Longest, cancellationToken)) ?? path;
        }
    }

    /// <summary>The current member's content. <c>member-too-large</c> above <paramref name="limit"/> bytes.</summary>
    public async Task<byte[]> ReadAsync(long limit, CancellationToken cancellationToken)
    {
        if (_length > limit) throw new ShardException("member-too-large", $"A member of {_length} bytes is larger than {limit}.");
        return _length <= Piece ? await ReadWholeAsync(cancellationToken) : await ReadInPiecesAsync(cancellationToken);
    }

    /// <summary>The current member's content as it is read, to be read to its end before the next member.</summary>
    public Stream OpenContent()
    {
        _unread -= _length;
        return new BoundedStream(archive, _length, leaveOpen: true);
    }

    private async Task<byte[]> ReadWholeAsync(CancellationToken cancellationToken)
    {
        var content = GC.AllocateUninitializedArray<byte>((int)_length);
        _unread -= _length;
        return await archive.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken) == content.Length
            ? content
            : throw UstarHeader.Bad("a member is cut off");
    }

    private async Task<byte[]> ReadInPiecesAsync(CancellationToken cancellationToken)
    {
        using var pieces = new MemoryStream(Piece);
        await using var content = OpenContent();
        await content.CopyToAsync(pieces, Piece, cancellationToken);
        return pieces.Length == _length ? pieces.ToArray() : throw UstarHeader.Bad("a member is cut off");
    }

    private async Task SkipAsync(CancellationToken cancellationToken)
    {
        var count = _unread;
        _position += _length + UstarHeader.PaddingOf(_length);
        (_unread, _length) = (0, 0);
        if (count > Piece && archive.CanSeek)
        {
            if (archive.Position + count > archive.Length) throw UstarHeader.Bad("a member is cut off");
            archive.Seek(count, SeekOrigin.Current);
            return;
        }

        while (count > 0)
        {
            _scratch ??= new byte[1 << 16];
            var read = await archive.ReadAsync(_scratch.AsMemory(0, (int)Math.Min(count, _scratch.Length)), cancellationToken);
            if (read == 0) throw UstarHeader.Bad("a member is cut off");
            count -= read;
        }
    }
}

/// <summary>Where a member's content lies in its shard (bytes), for range reads.</summary>
public sealed record ShardMember(string Name, long Offset, long Length);
