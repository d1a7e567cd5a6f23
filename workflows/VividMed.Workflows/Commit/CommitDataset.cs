using System.Runtime.InteropServices;
using VividMed.Shards.Buckets;
using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Commit;

/// <summary>
/// Makes the run's buckets the dataset's next version: looks whether every one is whole, counts, and creates the manifest under the next number,
/// which only one writer can. Who finds the number taken looks at what the other committed.
/// </summary>
[DurableTask(nameof(CommitDataset))]
public sealed class CommitDataset(PipelineEnvironment environment) : TaskActivity<CommitRequest, CommitOutcome>
{
    public override async Task<CommitOutcome> RunAsync(TaskActivityContext context, CommitRequest input)
    {
        var cancellationToken = environment.Stopping;
        var (request, attempt) = input;
        var folder = environment.Stores.OpenRun(request, attempt);
        var plan = await folder.ReadAsync<DatasetPlan>(folder.Plan, cancellationToken);
        var buckets = await RunBuckets.ReadAsync(folder, plan, cancellationToken);
        if (buckets is null) return CommitOutcome.Outrun;

        var head = await DatasetVersions.HeadAsync(folder.Store, cancellationToken);
        var keys = buckets.Select(static bucket => bucket.Key);
        if (head is not null && head.Holds(plan.Recipe.Digest, keys, plan.Excluded)) return CommitOutcome.Stands(head, committed: head.Run == request.Run);
        if (head?.Version != plan.Parent) return CommitOutcome.Outrun;

        var statistics = new ShardStatistics();
        foreach (var bucket in buckets) statistics.Add(bucket.Statistics);
        statistics.Review = await CommittedReview.OfAsync(folder.Store, buckets, cancellationToken);
        MarkFindings.Add(statistics, buckets);
        var changes = await VersionComparison.OfAsync(folder.Store, head, plan, buckets, cancellationToken);
        var manifest = new DatasetManifest(
            DatasetManifest.SchemaVersion,
            await DatasetVersions.NextAsync(folder.Store, plan.Parent, cancellationToken),
            plan.Parent,
            plan.Dataset,
            plan.DatasetId,
            plan.Recipe.ToText(),
            new DatasetCounts(
                plan.Summary.Studies, statistics.Samples, buckets.Sum(static bucket => (long)bucket.Quarantine.Count),
                plan.ExcludedByReason.ToDictionary(static reason => reason.Key, static reason => (long)reason.Value, StringComparer.Ordinal)),
            changes,
            [.. buckets.Select(BucketEntry.Of)],
            plan.Excluded,
            Models(buckets),
            request.Run,
            PipelineEnvironment.CodeVersion,
            RuntimeInformation.FrameworkDescription);
        return await DatasetCommit.TryCommitAsync(folder.Store, manifest, statistics, cancellationToken)
            ? CommitOutcome.Stands(manifest)
            : CommitOutcome.Outrun;
    }

    /// <summary>Partitions may have run on different machines: then the version says both.</summary>
    private static SortedDictionary<string, string> Models(IEnumerable<BucketMark> buckets) => new(
        buckets.SelectMany(static bucket => bucket.Models)
            .GroupBy(static model => model.Key, static model => model.Value, StringComparer.Ordinal)
            .ToDictionary(
                static model => model.Key,
                static model => string.Join("; ", model.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
                StringComparer.Ordinal),
        StringComparer.Ordinal);
}

/// <summary>Which run, and which of its plans.</summary>
public sealed record CommitRequest(SynthesisRequest Request, string Attempt);

/// <summary>What came of a commit.</summary>
/// <param name="Version">The folder of the version that holds the dataset as the run has it; null where another writer was faster.</param>
/// <param name="Committed">Whether this run made it.</param>
/// <param name="Changes">What the version changed, where this run made it.</param>
public sealed record CommitOutcome(string? Version, bool Committed, VersionChanges? Changes = null)
{
    /// <summary>Another writer has committed something else, or a bucket has gone meanwhile: the run plans once more.</summary>
    public static CommitOutcome Outrun { get; } = new(null, Committed: false);

    public static CommitOutcome Stands(DatasetManifest manifest, bool committed = true) =>
        new(DatasetLayout.Version(manifest.Version), committed, committed ? manifest.Changes : null);
}
