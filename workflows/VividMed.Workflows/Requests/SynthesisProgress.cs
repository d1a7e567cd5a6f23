using System.Text.Json.Serialization;
using VividMed.Localization;

namespace VividMed.Workflows.Requests;

/// <summary>Studies per stage, and how far the partitions are. The custom status of a run and of a partition.</summary>
public sealed record SynthesisProgress
{
    /// <summary>The phase of a run that waits for its review.</summary>
    public const string AwaitingReview = "awaiting-review";

    /// <summary>Nothing done yet, still planning.</summary>
    public static SynthesisProgress None { get; } = new();

    /// <summary>What the run does now: planning, synthesizing, committing, awaiting-review, training, evaluating, finished.</summary>
    public string Phase { get; init; } = "planning";

    /// <summary>Every study that the dataset's tables name (after the id list).</summary>
    public int Planned { get; init; }

    /// <summary>Studies of <see cref="Planned"/> that belong to no partition.</summary>
    public int Excluded { get; init; }

    /// <summary>Studies whose report was read and tagged.</summary>
    public int Tagged { get; init; }

    /// <summary>Studies whose images were searched, by the models or in what the cache had of them.</summary>
    public int Localized { get; init; }

    public int Grounded { get; init; }

    /// <summary>Studies in shards, those that stood before among them.</summary>
    public int Written { get; init; }

    /// <summary>Studies whose buckets stood before the run and stay as they are: nothing was done for them.</summary>
    public int Standing { get; init; }

    /// <summary>Studies that some stage gave up; each is counted once.</summary>
    public int Quarantined { get; init; }

    /// <summary>Those of <see cref="Quarantined"/> whose buckets are done, by reason code.</summary>
    public IReadOnlyDictionary<string, int> Reasons { get; init; } = new Dictionary<string, int>();

    /// <summary>What the models were asked so far, what the cache had of it, and what was run.</summary>
    public InferenceCounts Inference { get; init; } = new();

    /// <summary>Of the whole plan; 0 while planning.</summary>
    public int Partitions { get; init; }

    public int PartitionsDone { get; init; }

    /// <summary>Why a partition stopped: what it was to be made by had changed. Null where it did not.</summary>
    public string? Superseded { get; init; }

    /// <summary>What whoever started the run should know while it goes, such as that the disk may become full; null where there is nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>When the run began to work on its partitions.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The partitions whose counts these do not hold yet; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PartitionsInFlight? InFlight { get; init; }

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
        Superseded = Superseded ?? partition.Superseded,
        Reasons = partition.Reasons.Count == 0 ? Reasons : Sum(Reasons, partition.Reasons),
    };

    private static SortedDictionary<string, int> Sum(IReadOnlyDictionary<string, int> some, IReadOnlyDictionary<string, int> more)
    {
        var sum = new SortedDictionary<string, int>(some.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (reason, count) in more) sum[reason] = sum.GetValueOrDefault(reason) + count;
        return sum;
    }
}

/// <summary>The partitions of one plan that a run has begun and not yet counted.</summary>
public sealed record PartitionsInFlight(string Attempt, IReadOnlyList<int> Partitions);
