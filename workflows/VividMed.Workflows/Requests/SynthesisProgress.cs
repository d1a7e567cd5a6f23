using VividMed.Localization;

namespace VividMed.Workflows.Requests;

/// <summary>Studies per stage, and how far the partitions are. The custom status of a run and of a partition.</summary>
public sealed record SynthesisProgress
{
    public static SynthesisProgress None { get; } = new();

    /// <summary>What the run does now: planning, synthesizing, committing, awaiting-review, training, evaluating, finished.</summary>
    public string Phase { get; init; } = "planning";

    /// <summary>Every study that the dataset's tables name (after the id list).</summary>
    public int Planned { get; init; }

    public int Excluded { get; init; }

    public int Tagged { get; init; }

    public int Localized { get; init; }

    public int Grounded { get; init; }

    public int Written { get; init; }

    public int Quarantined { get; init; }

    /// <summary>What the models were asked so far, what the cache had of it, and what was run.</summary>
    public InferenceCounts Inference { get; init; } = new();

    public int Partitions { get; init; }

    public int PartitionsDone { get; init; }

    /// <summary>When the run began to work on its partitions.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Adds what a partition has done to what is done already; the plan's own figures stay.</summary>
    public SynthesisProgress Plus(SynthesisProgress partition) => this with
    {
        Tagged = Tagged + partition.Tagged,
        Localized = Localized + partition.Localized,
        Grounded = Grounded + partition.Grounded,
        Written = Written + partition.Written,
        Quarantined = Quarantined + partition.Quarantined,
        Inference = Inference.Plus(partition.Inference),
        PartitionsDone = PartitionsDone + partition.PartitionsDone,
    };
}
