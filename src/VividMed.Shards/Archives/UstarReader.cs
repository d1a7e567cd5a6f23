using VividMed.Storage.Streams;

namespace VividMed.Shards.Archives;

/// <summary>Goes from member to member of a ustar archive; content that nobody reads is sought or read past.</summary>
internal sealed class UstarReader(Stream archive)
{
    private readonly byte[] _block = new byte[UstarHeader.BlockSize];
    private long _length;
    private long _unread;
    private long _position;

    /// <summary>The next member with its offset in the archive, or null at the end. <c>bad-archive</c> where it is torn.</summary>
    public async Task<ShardMember?> NextAsync(CancellationToken cancellationToken)
    {
        await SkipAsync(_unread, cancellationToken);
        _position += _length + UstarHeader.PaddingOf(_length);
        if (await archive.ReadAtLeastAsync(_block, _block.Length, throwOnEndOfStream: false, cancellationToken) < _block.Length)
        {
            throw UstarHeader.Bad("it ends without its closing blocks");
        }

        _position += _block.Length;
        if (UstarHeader.Read(_block) is not var (name, length)) return null;
        _length = length;
        _unread = length + UstarHeader.PaddingOf(length);
        return new ShardMember(name, _position, length);
    }

    /// <summary>The current member's content. <c>member-too-large</c> above <paramref name="limit"/> bytes.</summary>
    public async Task<byte[]> ReadAsync(long limit, CancellationToken cancellationToken)
    {
        if (_length > limit) throw new ShardException("member-too-large", $"A member of {_length} bytes is larger than {limit}.");
        using var content = new MemoryStream((int)Math.Min(_length, 1 << 20)); // grows with the bytes that really come
        await using var bounded = new BoundedStream(archive, _length, leaveOpen: true);
        await bounded.CopyToAsync(content, 1 << 18, cancellationToken);
        _unread -= content.Length;
        return content.Length == _length ? content.ToArray() : throw UstarHeader.Bad("a member is cut off");
    }

    private async Task SkipAsync(long count, CancellationToken cancellationToken)
    {
        if (count == 0) return;
        if (archive.CanSeek)
        {
            if (archive.Position + count > archive.Length) throw UstarHeader.Bad("a member is cut off");
            archive.Seek(count, SeekOrigin.Current);
            return;
        }

        var scratch = new byte[Math.Min(count, 1 << 16)];
        while (count > 0)
        {
            var read = await archive.ReadAsync(scratch.AsMemory(0, (int)Math.Min(count, scratch.Length)), cancellationToken);
            if (read == 0) throw UstarHeader.Bad("a member is cut off");
            count -= read;
        }
    }
}

/// <summary>Where a member's content lies in its shard (bytes), for range reads.</summary>
public sealed record ShardMember(string Name, long Offset, long Length);
