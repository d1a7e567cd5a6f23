using VividMed.Shards.Buckets;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Collection;

/// <summary>
/// Looks through marks, records, pictures and lists of excluded studies. A mark that stays though no version names it keeps its archives,
/// however old those are: pictures of last year serve the records of today.
/// </summary>
internal sealed class BucketScan(IBlobStore store, WasteList waste, NamedFiles named, RunScan runs)
{
    private const int Readers = 32;

    private readonly Lock _gate = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var loose = await store.ListEntriesAsync(BucketStore.Folder, cancellationToken)
            .Where(entry => !named.Contains(entry.Name))
            .ToListAsync(cancellationToken);
        await Parallel.ForEachAsync(
            loose, new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken },
            async (entry, stop) => await LookAsync(entry, stop));
        await AddLooseAsync(WasteKind.Records, RecordArchive.Folder, cancellationToken);
        await AddLooseAsync(WasteKind.Pictures, PictureArchive.Folder, cancellationToken);
        await AddLooseAsync(WasteKind.Exclusions, ExclusionList.Folder, cancellationToken);
    }

    private async ValueTask LookAsync(BlobEntry entry, CancellationToken cancellationToken)
    {
        var isHeld = runs.Marks.Contains(entry.Name);
        var isYoung = waste.IsYoung(entry);
        var mark = isHeld || isYoung || runs.Recipes.Count > 0 ? await TryReadAsync(entry.Name, cancellationToken) : null;
        isHeld |= mark is not null && runs.Recipes.Contains(mark.Recipe);
        lock (_gate)
        {
            if (!isHeld) waste.Add(WasteKind.Marks, entry);
            if (mark is not null && (isHeld || isYoung)) named.Add(mark);
        }
    }

    private async Task<BucketMark?> TryReadAsync(string name, CancellationToken cancellationToken) =>
        name.Split('/') is [_, var split, var file]
            ? await BucketStore.TryReadAsync(store, split, Path.GetFileNameWithoutExtension(file), cancellationToken)
            : null;

    private Task AddLooseAsync(WasteKind kind, string folder, CancellationToken cancellationToken) =>
        waste.AddAllAsync(kind, store.ListEntriesAsync(folder, cancellationToken).Where(entry => !named.Contains(entry.Name)), cancellationToken);
}
