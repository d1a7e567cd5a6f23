using VividMed.Shards.Buckets;
using VividMed.Shards.Collection;
using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Repacking;

/// <summary>
/// Cuts the newest version's buckets anew: the same samples byte for byte, in fewer buckets, as a version of its own. Runs may go on
/// meanwhile: one number is committed once, and what is written is pinned until then.
/// </summary>
/// <param name="size">Studies of a full bucket.</param>
/// <param name="run">What the version says that it was made by.</param>
/// <param name="program">The program's version, for the manifest.</param>
public sealed class Repacker(IBlobStore store, int size, PlannedImages images, string run, string program)
{
    private const int Readers = 16;

    /// <exception cref="ShardException">
    /// <c>version-missing</c>, <c>old-layout</c>, <c>nothing-to-repack</c>, <c>bucket-damaged</c>, <c>study-changed</c>, or <c>outrun</c> where
    /// another writer has committed meanwhile.
    /// </exception>
    public async Task<RepackReport> RepackAsync(bool dryRun, CancellationToken cancellationToken = default)
    {
        var head = await DatasetVersions.HeadAsync(store, cancellationToken)
            ?? throw new ShardException("version-missing", $"{store.DisplayName} has no committed version.");
        if (head.Schema < DatasetManifest.SchemaVersion)
        {
            throw new ShardException("old-layout", $"Version {head.Version} is of an older layout, which has no buckets: a run makes them.");
        }

        var plan = RepackPlan.Of(await ReadAsync(head, cancellationToken), size);
        if (plan.Cut.Count == 0)
        {
            throw new ShardException("nothing-to-repack", $"Version {head.Version} has {head.Buckets.Count} buckets, and joining small ones would not make them fewer.");
        }

        var report = new RepackReport(
            head.Version, Version: null, head.Buckets.Count, plan.Kept.Count + plan.Cut.Count, plan.Cut.Count, plan.Cut.Sum(static cut => cut.Count));
        return dryRun ? report : report with { Version = await WriteAsync(head, plan, cancellationToken) };
    }

    private async Task<int> WriteAsync(DatasetManifest head, RepackPlan plan, CancellationToken cancellationToken)
    {
        var kept = plan.Kept.Select(static bucket => Pin.KeyOf(bucket.Split, bucket.Key));
        await Pins.WriteAsync(store, new Pin(run, head.Recipe.Digest, [.. kept], head.Excluded?.Name), cancellationToken);
        try
        {
            var join = new BucketJoin(store, head.Recipe.Parts["rendering"], images);
            var buckets = plan.Kept.ToList();
            foreach (var studies in plan.Cut) buckets.Add(await join.WriteAsync(studies, cancellationToken));
            return await CommitAsync(head, buckets, plan.Cut.Count, cancellationToken);
        }
        finally
        {
            await Pins.RemoveAsync(store, run, CancellationToken.None);
        }
    }

    private async Task<int> CommitAsync(DatasetManifest head, List<BucketMark> buckets, int written, CancellationToken cancellationToken)
    {
        var statistics = new ShardStatistics();
        foreach (var bucket in buckets) statistics.Add(bucket.Statistics);
        MarkFindings.Add(statistics, buckets);
        var manifest = head with
        {
            Version = await DatasetVersions.NextAsync(store, head.Version, cancellationToken),
            Parent = head.Version,
            Changes = new VersionChanges(0, 0, 0, written, buckets.Count - written, ["repacked"]),
            Buckets = [.. buckets.Select(BucketEntry.Of)],
            Run = run,
            Program = program,
            Runtime = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
        };
        return await DatasetCommit.TryCommitAsync(store, manifest, statistics, cancellationToken)
            ? manifest.Version
            : throw new ShardException("outrun", $"Another writer has committed version {manifest.Version} meanwhile: give the command again.");
    }

    private async Task<BucketMark[]> ReadAsync(DatasetManifest head, CancellationToken cancellationToken)
    {
        var marks = new BucketMark[head.Buckets.Count];
        await Parallel.ForEachAsync(
            head.Buckets.Index(), new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken },
            async (bucket, stop) => marks[bucket.Index] = await BucketStore.FindWholeAsync(store, bucket.Item.Split, bucket.Item.Key, stop)
                ?? throw new ShardException("bucket-damaged", $"Bucket {bucket.Item.Split}/{bucket.Item.Key} of version {head.Version} is not whole: a run makes it again, then repack."));
        return marks;
    }
}
