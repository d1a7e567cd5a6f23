using System.Text.Json.Serialization;
using VividMed.Datasets;
using VividMed.Grounding.Review;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Plan;

/// <summary>A bucket to be worked on, as its partition's file has it: studies of one split in the order of their keys.</summary>
/// <param name="QuarantinedBefore">Studies that the bucket lost when it was last worked on.</param>
/// <param name="Retried">
/// The bucket as it stands, where nothing but trying again what its surroundings spoiled is to be done; null for any other.
/// </param>
public sealed record PartitionWork(
    string Split, IReadOnlyList<PlannedStudy> Studies, IReadOnlyList<string> QuarantinedBefore, BucketPlace? Retried = null);

/// <summary>A study and how often it was taken out of quarantine to be tried again.</summary>
public sealed record PlannedStudy(Study Study, int Replays = 0)
{
    /// <summary>What its reviewers have corrected; null for most.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReviewVerdict>? Corrections { get; init; }

    /// <summary>The corrections as part of the study's input; null where there are none.</summary>
    [JsonIgnore]
    public string? Verdict => Corrections is null ? null : ReviewConsensus.DigestOf(Corrections);
}

/// <summary>Partitions' work in the run's folder.</summary>
internal static class PartitionFiles
{
    private const string Name = "studies";

    public static Task<PartitionWork> ReadWorkAsync(this RunFolder folder, int partition, CancellationToken cancellationToken) =>
        folder.ReadAsync<PartitionWork>(folder.Partition(partition, Name), cancellationToken);

    public static Task WriteWorkAsync(this RunFolder folder, int partition, PartitionWork work, CancellationToken cancellationToken) =>
        folder.WriteAsync(folder.Partition(partition, Name), work, cancellationToken);
}
