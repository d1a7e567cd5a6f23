using VividMed.Storage.Stores;

namespace VividMed.Shards.Collection;

/// <summary>
/// Looks through <c>runs/</c> and <c>pins/</c>: which runs are alive and what they rely on. A run's folder goes as a whole, once its newest
/// file is old and no pin holds it: a long run still needs the first files that it wrote.
/// </summary>
/// <param name="isKept">Files of runs that are for people and stay.</param>
internal sealed class RunScan(IBlobStore store, WasteList waste, NamedFiles named, Func<string, bool> isKept)
{
    private const string Folder = "runs/";

    /// <summary>Recipes of living runs: whatever was made by one of them is theirs.</summary>
    public HashSet<string> Recipes { get; } = new(StringComparer.Ordinal);

    /// <summary>Marks that living runs rely on.</summary>
    public HashSet<string> Marks { get; } = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (folders, seen) = await ReadFoldersAsync(cancellationToken);
        await foreach (var entry in store.ListEntriesAsync(Pins.Folder, cancellationToken))
        {
            var run = Pins.RunOf(entry.Name);
            if (run is not null && IsAlive(entry, seen.GetValueOrDefault(run)) && await Pins.ReadAsync(store, run, cancellationToken) is { } pin)
            {
                Keep(pin);
                folders.Remove(run);
            }
            else waste.Add(WasteKind.Pins, entry);
        }

        foreach (var (run, files) in folders)
        {
            if (waste.IsYounger(seen[run], WasteList.Young)) waste.Spare(WasteKind.Runs, files.Count);
            else files.ForEach(file => waste.Add(WasteKind.Runs, file));
        }
    }

    private async Task<(Dictionary<string, List<BlobEntry>> Folders, Dictionary<string, DateTimeOffset> Seen)> ReadFoldersAsync(
        CancellationToken cancellationToken)
    {
        var folders = new Dictionary<string, List<BlobEntry>>(StringComparer.Ordinal);
        var seen = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var entry in store.ListEntriesAsync(Folder, cancellationToken))
        {
            if (entry.Name.Split('/') is not [_, var run, _, ..] || isKept(entry.Name)) continue;
            if (!folders.TryGetValue(run, out var files)) folders.Add(run, files = []);
            files.Add(entry);
            if (entry.Written > seen.GetValueOrDefault(run)) seen[run] = entry.Written;
        }

        return (folders, seen);
    }

    private bool IsAlive(BlobEntry pin, DateTimeOffset lastFile) =>
        waste.IsYounger(pin.Written > lastFile ? pin.Written : lastFile, Pins.Lease);

    private void Keep(Pin pin)
    {
        Recipes.Add(pin.Recipe);
        Marks.UnionWith(pin.Marks);
        if (pin.Excluded is { } excluded) named.Add(excluded);
    }
}
