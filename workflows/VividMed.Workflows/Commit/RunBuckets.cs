using VividMed.Shards.Buckets;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Write;

namespace VividMed.Workflows.Commit;

/// <summary>The buckets of a run: those that stood when it was planned, and those that its partitions ended with.</summary>
internal static class RunBuckets
{
    /// <summary>Round trips at a time.</summary>
    private const int Readers = 32;

    /// <summary>By split and key; null where one of them is not whole any more.</summary>
    public static async Task<IReadOnlyList<BucketMark>?> ReadAsync(RunFolder folder, DatasetPlan plan, CancellationToken cancellationToken)
    {
        var places = new BucketPlace[plan.Standing.Count + plan.Summary.Partitions];
        var marks = new BucketMark?[places.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, places.Length),
            new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken },
            async (i, stop) =>
            {
                places[i] = i < plan.Standing.Count
                    ? plan.Standing[i]
                    : await folder.ReadAsync<BucketPlace>(folder.Partition(i - plan.Standing.Count, WriteBucket.BucketFile), stop);
                marks[i] = await BucketStore.FindWholeAsync(folder.Store, places[i].Split, places[i].Key, stop);
            });
        return marks.Any(static mark => mark is null)
            ? null
            : [.. marks.Select(static mark => mark!).OrderBy(static mark => mark.Split, StringComparer.Ordinal).ThenBy(static mark => mark.Key, StringComparer.Ordinal)];
    }
}
