using VividMed.Shards.Buckets;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Plan;

/// <summary>
/// The run's plan as written to <c>plan.json</c> of its folder: which buckets stand, and how many are to be worked on.
/// </summary>
/// <param name="Parent">The newest version when the run was planned; null for the first.</param>
/// <param name="Standing">Buckets that are done already, of this recipe and these studies.</param>
/// <param name="Excluded">The studies that take no part; null where there are none.</param>
public sealed record DatasetPlan(
    string Dataset,
    string DatasetId,
    int? Parent,
    SampleRecipe Recipe,
    IReadOnlyList<BucketPlace> Standing,
    ShardFile? Excluded,
    IReadOnlyDictionary<string, int> ExcludedByReason,
    PlanSummary Summary)
{
    /// <summary>Studies that near-duplicates keep in another split than their patients were dealt to.</summary>
    public int Moved { get; init; }
}

/// <summary>Where a bucket's mark stands.</summary>
public sealed record BucketPlace(string Split, string Key);

/// <summary>What orchestrations carry of a plan: counts only, however many partitions it has.</summary>
/// <param name="Studies">All that the sources name, whatever becomes of them.</param>
/// <param name="Partitions">Buckets to be worked on; their indices begin at 0.</param>
/// <param name="StandingBuckets">Buckets that are done already.</param>
/// <param name="StandingWritten">Studies in their shards.</param>
/// <param name="StandingQuarantined">Studies that they lost.</param>
/// <param name="StandingReasons">The same by reason code.</param>
/// <param name="Current">The folder of the version that holds the dataset as it is, where there is nothing to do; else null.</param>
public sealed record PlanSummary(
    RecipeReference Recipe,
    int Studies,
    int Excluded,
    int Partitions,
    int StandingBuckets,
    int StandingWritten,
    int StandingQuarantined,
    IReadOnlyDictionary<string, int> StandingReasons,
    string? Current)
{
    /// <summary>What may become tight, disk or memory, in a line; null where nothing does.</summary>
    public string? Notice { get; init; }
}
