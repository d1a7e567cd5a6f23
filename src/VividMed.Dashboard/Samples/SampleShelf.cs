using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Reviews;

namespace VividMed.Dashboard.Samples;

/// <summary>The samples of the versions that people look at: a version is indexed once for all of them, and the newest few are kept.</summary>
public sealed class SampleShelf
{
    private readonly Recent<SampleIndex> _indexes = new(most: 4);
    private readonly Recent<ShardIndex> _records = new(most: 128);
    private readonly Recent<ShardIndex> _pictures = new(most: 16);

    /// <summary>What can be asked of the version's samples.</summary>
    /// <exception cref="Shards.ShardException">A record or an archive is damaged or missing.</exception>
    public Task<SampleIndex> IndexAsync(VersionPlace place, CancellationToken cancellationToken) =>
        _indexes.GetAsync(place.Identity, () => SampleIndex.BuildAsync(place.Store, place.Manifest, CancellationToken.None), cancellationToken);

    /// <summary>A sample's record, or null where the version has none of the id.</summary>
    /// <exception cref="Shards.ShardException">The record or its archive is damaged or missing.</exception>
    public async Task<Sample?> ReadAsync(VersionPlace place, string id, CancellationToken cancellationToken) =>
        (await IndexAsync(place, cancellationToken)).Find(id) is { } entry ? await ReadAsync(place, entry, cancellationToken) : null;

    /// <summary>The record of an entry of the version's index.</summary>
    /// <exception cref="Shards.ShardException">The record or its archive is damaged or missing.</exception>
    public async Task<Sample?> ReadAsync(VersionPlace place, SampleEntry entry, CancellationToken cancellationToken) =>
        await (await RecordsAsync(place, entry.Bucket, cancellationToken)).ReadRecordAsync(entry.Id, cancellationToken);

    /// <summary>An image as it is stored, or null where there is none.</summary>
    /// <exception cref="Shards.ShardException">The archive is damaged or missing.</exception>
    public async Task<byte[]?> ReadImageAsync(VersionPlace place, string id, string member, CancellationToken cancellationToken) =>
        (await IndexAsync(place, cancellationToken)).Find(id) is { } entry
            ? await (await PicturesAsync(place, entry.Bucket, cancellationToken)).ReadImageAsync(id, member, cancellationToken)
            : null;

    /// <summary>The studies of which somebody has judged something.</summary>
    /// <exception cref="Shards.ShardException"><c>bad-review</c>.</exception>
    public static async Task<IReadOnlySet<string>> ReviewedAsync(VersionPlace place, CancellationToken cancellationToken) =>
        (await ReviewLog.ReadAsync(place.Store, cancellationToken))
            .SelectMany(static submission => submission.Verdicts)
            .Select(static verdict => verdict.Study)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Where records lie is known without a look into the pictures, which may be gigabytes.</summary>
    private Task<ShardIndex> RecordsAsync(VersionPlace place, int bucket, CancellationToken cancellationToken)
    {
        var records = place.Manifest.Buckets[bucket].Records!;
        return _records.GetAsync($"{place.Address}\n{records.Sha256}", () => ShardIndex.ReadAsync(place.Store, records.Name), cancellationToken);
    }

    private Task<ShardIndex> PicturesAsync(VersionPlace place, int bucket, CancellationToken cancellationToken)
    {
        var (records, pictures) = (place.Manifest.Buckets[bucket].Records!, place.Manifest.Buckets[bucket].Pictures);
        return _pictures.GetAsync(
            $"{place.Address}\n{records.Sha256}\n{pictures?.Sha256}", () => ShardIndex.ReadAsync(place.Store, records.Name, pictures?.Name), cancellationToken);
    }
}
