using VividMed.Storage.Stores;

namespace VividMed.Shards.Buckets;

/// <summary>The marks of done buckets: <c>buckets/{split}/{key}.json</c>, created last and conditionally.</summary>
public static class BucketStore
{
    /// <summary>What all marks lie below.</summary>
    internal const string Folder = "buckets/";

    /// <summary>A mark's name in the store.</summary>
    public static string NameOf(string split, string key) => $"{Folder}{split}/{key}.json";

    /// <summary>The mark, or null where there is none, as of every bucket of layout 1. <c>bad-bucket-mark</c> or <c>unknown-schema</c> where it cannot be read.</summary>
    public static async Task<BucketMark?> ReadAsync(
        IBlobStore store, string split, string key, CancellationToken cancellationToken = default) =>
        key.Length > 0 && await store.ReadAllAsync(NameOf(split, key), cancellationToken: cancellationToken) is { } json
            ? BucketMark.Parse(json)
            : null;

    /// <summary>
    /// The mark of a bucket that needs no work: null where there is no mark, or a damaged one, or an archive is missing or has another
    /// length.
    /// </summary>
    public static async Task<BucketMark?> FindWholeAsync(
        IBlobStore store, string split, string key, CancellationToken cancellationToken = default) =>
        await TryReadAsync(store, split, key, cancellationToken) is { } mark && await IsWholeAsync(store, mark, cancellationToken) ? mark : null;

    /// <summary>
    /// Marks the bucket as done. A mark that stands already wins and is returned, unless its archives are not whole: then it is replaced.
    /// </summary>
    public static async Task<BucketMark> PublishAsync(IBlobStore store, BucketMark mark, CancellationToken cancellationToken = default)
    {
        var (name, json) = (NameOf(mark.Split, mark.Key), mark.ToJson());
        while (!await store.TryCreateAsync(name, json, cancellationToken))
        {
            // The tag is asked for first: whatever replaces the mark meanwhile makes the replacement below fail.
            var before = await store.GetPropertiesAsync(name, cancellationToken);
            var standing = await TryReadAsync(store, mark.Split, mark.Key, cancellationToken);
            if (standing is not null && await HoldsAsync(store, standing, mark, cancellationToken)) return standing;
            if (before is not null && await store.WriteAsync(name, json, before.ETag, cancellationToken) is not null) return mark;
        }

        return mark;
    }

    /// <summary>Whether the archives of a mark are there, each with its length.</summary>
    public static async Task<bool> IsWholeAsync(IBlobStore store, BucketMark mark, CancellationToken cancellationToken = default) =>
        await IsWholeAsync(store, mark.Records, cancellationToken) && await IsWholeAsync(store, mark.Pictures, cancellationToken);

    private static async Task<bool> IsWholeAsync(IBlobStore store, ShardFile? file, CancellationToken cancellationToken) =>
        file is null || (await store.GetPropertiesAsync(file.Name, cancellationToken))?.Length == file.Bytes;

    /// <summary>Where two writers made other records, lengths are no proof: the mark must name the bytes that are there.</summary>
    private static async Task<bool> HoldsAsync(IBlobStore store, BucketMark standing, BucketMark ours, CancellationToken cancellationToken)
    {
        if (!await IsWholeAsync(store, standing, cancellationToken)) return false;
        return standing.Records is not { } records || records == ours.Records
            || await store.GetSha256Async(records.Name, cancellationToken) == records.Sha256;
    }

    /// <summary>The mark, or null where there is none or a damaged one.</summary>
    public static async Task<BucketMark?> TryReadAsync(
        IBlobStore store, string split, string key, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ReadAsync(store, split, key, cancellationToken);
        }
        catch (ShardException damaged) when (damaged.Code == "bad-bucket-mark")
        {
            return null;
        }
    }
}
