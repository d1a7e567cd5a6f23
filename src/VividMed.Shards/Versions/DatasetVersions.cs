using VividMed.Storage.Stores;

namespace VividMed.Shards.Versions;

/// <summary>The numbered versions of a dataset. A number belongs to one run for good, so a repeated run finds its own again.</summary>
public static class DatasetVersions
{
    /// <summary>
    /// The run's version: the number it owns already, or the lowest free one, taken by conditional create (safe in races).
    /// </summary>
    public static async Task<int> ClaimAsync(IBlobStore store, string run, CancellationToken cancellationToken = default)
    {
        var claim = CanonicalJson.Write(new VersionOwner(run));
        for (var version = 1; ; version++)
        {
            var name = DatasetLayout.Owner(version);
            var owner = await store.ReadAllAsync(name, cancellationToken: cancellationToken);
            if (owner is null && await store.TryCreateAsync(name, claim, cancellationToken)) return version;
            owner ??= await store.ReadAllAsync(name, cancellationToken: cancellationToken);
            if (owner is not null && CanonicalJson.Read<VersionOwner>(owner, "bad-version-owner", name).Run == run) return version;
        }
    }

    /// <summary>The committed versions, oldest first.</summary>
    public static async Task<IReadOnlyList<int>> ListAsync(IBlobStore store, CancellationToken cancellationToken = default)
    {
        var committed = new List<int>();
        for (var version = 1; await store.GetPropertiesAsync(DatasetLayout.Owner(version), cancellationToken) is not null; version++)
        {
            if (await store.GetPropertiesAsync(DatasetLayout.Manifest(version), cancellationToken) is not null) committed.Add(version);
        }

        return committed;
    }
}

/// <summary>The run that a version's number belongs to.</summary>
internal sealed record VersionOwner(string Run);
