using VividMed.Datasets.Files;

namespace VividMed.Datasets.Series;

/// <summary>The pack of a folder's series. Its files are listed and read, each once and several at a time, when the first byte is wanted.</summary>
internal sealed class SeriesStream(IDatasetFiles files, StudyImage image) : Stream
{
    /// <summary>As long as any image may be that an archive takes.</summary>
    private const long MostBytes = 2_000_000_000;

    /// <summary>Files asked for at the same time: a container answers each after a while.</summary>
    private const int Together = 8;

    private IReadOnlyList<ReadOnlyMemory<byte>>? _pieces;
    private int _piece;
    private int _offset;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        _pieces ??= Task.Run(() => LoadAsync(CancellationToken.None)).GetAwaiter().GetResult();
        return Take(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _pieces ??= await LoadAsync(cancellationToken);
        return Take(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Take(Span<byte> buffer)
    {
        var pieces = _pieces!;
        while (_piece < pieces.Count && _offset == pieces[_piece].Length) (_piece, _offset) = (_piece + 1, 0);
        if (_piece == pieces.Count) return 0;
        var rest = pieces[_piece].Span[_offset..];
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _offset += count;
        return count;
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<byte>>> LoadAsync(CancellationToken cancellationToken)
    {
        var objects = await ListAsync(cancellationToken);
        SeriesFiles.Check(objects, image.Id, MostBytes);
        var contents = new byte[objects.Count][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, contents.Length, options, async (at, stop) => contents[at] = await ReadAsync(objects[at], stop));
        return SeriesPack.Of(contents);
    }

    private async Task<List<DatasetFile>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return SeriesFiles.ObjectsOf(await files.ListAsync(image.Path, cancellationToken).ToListAsync(cancellationToken));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw SourceStream.Unreadable(image.Path, failure);
        }
    }

    /// <summary>No longer than it was listed: a file that grows meanwhile is another one.</summary>
    private async Task<byte[]> ReadAsync(DatasetFile file, CancellationToken cancellationToken)
    {
        await using var stream = await files.OpenReadAsync(file.Path, cancellationToken: cancellationToken)
            ?? throw new DatasetException("missing-file", $"a file of image {image.Id} has gone from {files.DisplayName} while the series was read");
        var content = new byte[file.Length];
        var length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        return length == content.Length ? content : content[..length];
    }
}
