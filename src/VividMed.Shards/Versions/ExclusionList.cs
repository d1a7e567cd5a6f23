using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Shards.Versions;

/// <summary>
/// The studies of a version that take no part: <c>excluded/{sha256}.json</c>, one file for all versions that leave out the same.
/// </summary>
public static class ExclusionList
{
    /// <summary>What all lists lie below.</summary>
    internal const string Folder = "excluded/";

    /// <summary>Writes the list where it is not there yet or damaged; null for an empty one. The order leaves no trace.</summary>
    public static async Task<ShardFile?> PublishAsync(
        IBlobStore store, IEnumerable<Exclusion> exclusions, CancellationToken cancellationToken = default)
    {
        Exclusion[] sorted = [.. exclusions.OrderBy(static exclusion => exclusion.Study, StringComparer.Ordinal)];
        if (sorted.Length == 0) return null;
        var json = CanonicalJson.Write(sorted);
        var digest = Sha256.Of(json);
        var file = new ShardFile($"{Folder}{digest}.json", digest, json.Length);
        if (!await store.TryCreateAsync(file.Name, json, cancellationToken)
            && await store.GetSha256Async(file.Name, cancellationToken) != digest)
        {
            await store.WriteAsync(file.Name, json, ifMatch: null, cancellationToken);
        }

        return file;
    }

    /// <summary>The list; <c>excluded-missing</c>, <c>digest-mismatch</c> or <c>bad-exclusions</c> where it is not what was written.</summary>
    public static async Task<IReadOnlyList<Exclusion>> ReadAsync(IBlobStore store, ShardFile file, CancellationToken cancellationToken = default)
    {
        var json = await store.ReadAllAsync(file.Name, cancellationToken: cancellationToken)
            ?? throw new ShardException("excluded-missing", $"{file.Name} is not in {store.DisplayName}.");
        return Sha256.Of(json) == file.Sha256
            ? CanonicalJson.Read<Exclusion[]>(json, "bad-exclusions", file.Name)
            : throw new ShardException("digest-mismatch", $"{file.Name} has another SHA-256 than its manifest says.");
    }
}

/// <summary>A study that takes no part, and why (a reason code such as <c>no-frontal-view</c>).</summary>
public sealed record Exclusion(string Study, string Reason);
