using VividMed.Shards.Archives;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Shards.Buckets;

/// <summary>
/// Writes an archive of pictures before its name is known: samples may drop out on the way, and the name tells those that came.
/// Samples come in ascending order of their keys, which also keeps any from coming twice.
/// </summary>
public sealed class PictureWriter : IAsyncDisposable
{
    private readonly IBlobStore _store;
    private readonly IStagedBlob _staged;
    private readonly DigestStream _output;
    private readonly UstarWriter _archive;
    private readonly List<PictureContent> _contents = [];

    private PictureWriter(IBlobStore store, IStagedBlob staged)
    {
        (_store, _staged) = (store, staged);
        _output = new DigestStream(staged.Content);
        _archive = new UstarWriter(_output);
    }

    /// <summary>An archive that nobody sees until it is published.</summary>
    public static async Task<PictureWriter> StageAsync(IBlobStore store, CancellationToken cancellationToken = default) =>
        new(store, await store.StageAsync(cancellationToken));

    /// <summary>
    /// Appends a sample's pictures, one for each of its images and named after it. <c>samples-out-of-order</c> or <c>image-mismatch</c>
    /// before anything is written, <c>short-image</c> where a picture ends early: then the archive is of no use any more.
    /// </summary>
    public async Task AddAsync(
        PictureContent content, IReadOnlyList<ShardImage> images, CancellationToken cancellationToken = default)
    {
        ArchiveOrder.Check(_contents.Count > 0 ? _contents[^1].Sample : null, content.Sample);
        if (images.Count == 0 || images.Count != content.Images.Count
            || images.Index().Any(image => !ShardNames.IsImageOf(image.Item.Member, content.Sample, image.Index)))
        {
            throw new ShardException("image-mismatch", $"The pictures given for sample {content.Sample} are not those of its images.");
        }

        foreach (var image in images) await _archive.AddAsync(image.Member, image.Length, image.Content, cancellationToken);
        _contents.Add(content);
    }

    /// <summary>Ends the archive and gives it the name of what it holds; a whole archive that has the name already is adopted.</summary>
    public async Task<ShardFile> PublishAsync(string split, string rendering, CancellationToken cancellationToken = default)
    {
        if (_contents.Count == 0) throw new ShardException("empty-archive", "An archive without samples is not published.");
        await _archive.FinishAsync(cancellationToken);
        await _output.FlushAsync(cancellationToken);
        var key = PictureArchive.KeyOf(rendering, _contents);
        var made = new ShardFile(PictureArchive.NameOf(split, key), _output.Sha256, _output.Position);
        return await PictureArchive.PublishAsync(_store, _staged, split, key, made, cancellationToken);
    }

    /// <summary>An archive of some samples of another one, copied as they are: no image is decoded or encoded again.</summary>
    /// <exception cref="ShardException">
    /// <c>shard-missing</c>, <c>bad-archive</c>, or <c>picture-missing</c> where the other one lacks a sample.
    /// </exception>
    public static Task<ShardFile> CutAsync(
        IBlobStore store, string split, ShardFile from, string rendering, IReadOnlyList<PictureContent> keep,
        CancellationToken cancellationToken = default) => JoinAsync(store, split, rendering, [new PicturePart(from, keep)], cancellationToken);

    /// <summary>An archive of samples of several others, copied as they are. Fails as <see cref="CutAsync"/> does.</summary>
    public static async Task<ShardFile> JoinAsync(
        IBlobStore store, string split, string rendering, IReadOnlyList<PicturePart> parts, CancellationToken cancellationToken = default)
    {
        var key = PictureArchive.KeyOf(rendering, parts.SelectMany(static part => part.Keep));
        if (await PictureArchive.FindAsync(store, split, key, cancellationToken) is { } known) return known;
        var sources = new List<(PictureContent Content, PictureSource Source)>();
        try
        {
            foreach (var part in parts)
            {
                var source = await PictureSource.OpenAsync(store, part.From, cancellationToken);
                sources.AddRange(part.Keep.Select(content => (content, source)));
            }

            await using var writer = await StageAsync(store, cancellationToken);
            foreach (var (content, source) in sources.OrderBy(static one => one.Content.Sample, SampleKey.Order))
            {
                await source.CopyAsync(content, writer._archive, cancellationToken);
                writer._contents.Add(content);
            }

            return await writer.PublishAsync(split, rendering, cancellationToken);
        }
        finally
        {
            foreach (var source in sources.Select(static one => one.Source).Distinct()) await source.DisposeAsync();
        }
    }

    /// <summary>Deletes what was not published.</summary>
    public async ValueTask DisposeAsync()
    {
        await _output.DisposeAsync();
        await _staged.DisposeAsync();
    }
}

/// <summary>What an archive gives to another one.</summary>
public sealed record PicturePart(ShardFile From, IReadOnlyList<PictureContent> Keep);
