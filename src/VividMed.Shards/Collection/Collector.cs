using VividMed.Datasets.Identity;
using VividMed.Datasets.Index;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Collection;

/// <summary>
/// Deletes what neither a version nor a living run needs. Everything is dated by the store's clock, and what is younger than a day stays.
/// A run that pins or commits while files are being deleted is noticed before the next few go, and the search begins anew.
/// </summary>
public sealed class Collector(IBlobStore store, CollectionOptions options)
{
    /// <summary>Deletions between two looks at pins and versions.</summary>
    private const int Together = 256;

    private const int Deleters = 16;

    private readonly List<Waste> _gone = [];

    /// <summary>Collects, or only tells what would go; use an instance once.</summary>
    /// <exception cref="ShardException">
    /// <c>no-dataset</c>; <c>unreadable-manifest</c> or <c>bad-pin</c>: what is needed cannot be told; <c>no-store-clock</c>: its age cannot.
    /// </exception>
    public async Task<CollectionReport> CollectAsync(IProgress<CountedWork>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Keep ?? 1, 1, nameof(options));
        if (await DatasetIdentity.FindAsync(store, cancellationToken) is null)
        {
            throw new ShardException("no-dataset", $"{store.DisplayName} has no dataset.json, so its files may be somebody else's: nothing was deleted");
        }

        while (true)
        {
            // Whatever comes after this look is new and has the search begin anew.
            var seen = await SeeAsync(cancellationToken);
            var waste = await SearchAsync(cancellationToken);
            if (options.DryRun) return CollectionReport.Of(waste.Found, waste);
            if (await DeleteAsync(waste, seen, progress, cancellationToken)) return CollectionReport.Of(_gone, waste);
        }
    }

    private async Task<WasteList> SearchAsync(CancellationToken cancellationToken)
    {
        var (waste, named) = (new WasteList(await StoreClock.NowAsync(store, cancellationToken)), new NamedFiles());
        await new VersionScan(store, waste, named).RunAsync(options.Keep, cancellationToken);
        var runs = new RunScan(store, waste, named, options.IsKept);
        await runs.RunAsync(cancellationToken);
        await new BucketScan(store, waste, named, runs).RunAsync(cancellationToken);
        await waste.AddAllAsync(WasteKind.Index, store.ListEntriesAsync(SourceIndex.NewPrefix, cancellationToken), cancellationToken);
        await waste.AddAllAsync(WasteKind.Leftovers, store.ListEntriesAsync(StoreClock.Folder, cancellationToken), cancellationToken);
        await waste.AddAllAsync(WasteKind.Leftovers, store.ListLeftoversAsync(cancellationToken), cancellationToken);
        return waste;
    }

    /// <summary>False where something has come that the search did not know.</summary>
    private async Task<bool> DeleteAsync(
        WasteList waste, HashSet<BlobEntry> seen, IProgress<CountedWork>? progress, CancellationToken cancellationToken)
    {
        var all = waste.Found.ToList();
        var before = _gone.Count;
        foreach (var some in all.GroupBy(static file => file.Kind).SelectMany(static kind => kind.Chunk(Together)))
        {
            if (!seen.IsSupersetOf(await SeeAsync(cancellationToken))) return false;
            await DeleteAsync(some, cancellationToken);
            progress?.Report(new CountedWork(_gone.Count, before + all.Count));
        }

        return true;
    }

    private async Task DeleteAsync(Waste[] some, CancellationToken cancellationToken)
    {
        if (some[0].Kind == WasteKind.Index)
        {
            // What they know of the sources goes into the index instead of being read once more.
            await SourceIndex.FoldAsync(store, cancellationToken);
            _gone.AddRange(some);
            return;
        }

        await Parallel.ForEachAsync(
            some, new ParallelOptions { MaxDegreeOfParallelism = Deleters, CancellationToken = cancellationToken },
            async (waste, stop) =>
            {
                var (kind, name) = (waste.Kind, waste.Entry.Name);
                var gone = kind == WasteKind.Leftovers && !name.StartsWith(StoreClock.Folder, StringComparison.Ordinal)
                    ? await store.DeleteLeftoverAsync(name, stop)
                    : await store.DeleteAsync(name, stop);
                if (gone) lock (_gone) _gone.Add(waste);
            });
    }

    /// <summary>Pins and manifests as they stand.</summary>
    private async Task<HashSet<BlobEntry>> SeeAsync(CancellationToken cancellationToken)
    {
        var manifests = store.ListEntriesAsync(DatasetLayout.Versions, cancellationToken)
            .Where(static entry => DatasetLayout.VersionOf(entry.Name) is { } version && entry.Name == DatasetLayout.Manifest(version));
        return await store.ListEntriesAsync(Pins.Folder, cancellationToken).Concat(manifests).ToHashSetAsync(cancellationToken: cancellationToken);
    }
}
