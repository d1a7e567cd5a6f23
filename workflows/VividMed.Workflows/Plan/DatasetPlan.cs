using VividMed.Shards.Buckets;
using VividMed.Workflows.Recipes;

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
    Recipe Recipe,
    IReadOnlyList<BucketPlace> Standing,
    ShardFile? Excluded,
    IReadOnlyDictionary<string, int> ExcludedByReason,
    PlanSummary Summary);

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

/// <summary>A bucket to be worked on, as its partition's file has it: studies of one split in the order of their keys.</summary>
/// <param name="QuarantinedBefore">Studies that the bucket lost when it was last worked on.</param>
/// <param name="Retried">
/// The bucket as it stands, where nothing but trying again what its surroundings spoiled is to be done; null for any other.
/// </param>
public sealed record PartitionWork(
    string Split, IReadOnlyList<PlannedStudy> Studies, IReadOnlyList<string> QuarantinedBefore, BucketPlace? Retried = null);

/// <summary>A study and how often it was taken out of quarantine to be tried again.</summary>
public sealed record PlannedStudy(Datasets.Study Study, int Replays = 0);
