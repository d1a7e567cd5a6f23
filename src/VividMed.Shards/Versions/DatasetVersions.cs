using VividMed.Storage.Stores;

namespace VividMed.Shards.Versions;

/// <summary>The numbered versions of a dataset. A version is committed when its manifest stands; gaps do not hide later ones.</summary>
public static class DatasetVersions
{
    /// <summary>The committed versions, oldest first.</summary>
    public static async Task<IReadOnlyList<int>> ListAsync(IBlobStore store, CancellationToken cancellationToken = default)
    {
        var (_, committed) = await ScanAsync(store, cancellationToken);
        return [.. committed.Order()];
    }

    /// <summary>The manifest of the newest committed version, or null where nothing was committed.</summary>
    public static async Task<DatasetManifest?> HeadAsync(IBlobStore store, CancellationToken cancellationToken = default)
    {
        var (_, committed) = await ScanAsync(store, cancellationToken);
        return committed.Count > 0 ? await DatasetManifest.TryLoadAsync(store, committed.Max(), cancellationToken) : null;
    }

    /// <summary>
    /// The number of a version that follows the parent (null: none): one above every number that anything lies under, so that those which
    /// layout 1 took and never committed are left alone. Where a newer version than the parent stands already its number is given, and the
    /// commit finds it taken.
    /// </summary>
    public static async Task<int> NextAsync(IBlobStore store, int? parent, CancellationToken cancellationToken = default)
    {
        var (highest, committed) = await ScanAsync(store, cancellationToken);
        return committed.Where(version => version > (parent ?? 0)).Order().Cast<int?>().FirstOrDefault()
            ?? Math.Max(highest, parent ?? 0) + 1;
    }

    private static async Task<(int Highest, HashSet<int> Committed)> ScanAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        var highest = 0;
        var committed = new HashSet<int>();
        await foreach (var name in store.ListAsync(DatasetLayout.Versions, cancellationToken))
        {
            if (DatasetLayout.VersionOf(name) is not { } version) continue;
            highest = Math.Max(highest, version);
            if (name == DatasetLayout.Manifest(version)) committed.Add(version);
        }

        return (highest, committed);
    }
}
