namespace VividMed.Workflows.Progress;

/// <summary>A task hub at one moment.</summary>
/// <param name="Name">Of the hub among those of its server.</param>
/// <param name="Store">What it keeps everything in: SQLite or PostgreSQL.</param>
/// <param name="Statuses">How many instances it knows of each status.</param>
public sealed record HubFacts(
    string Name, string Store, IReadOnlyDictionary<OrchestrationRuntimeStatus, int> Statuses, IReadOnlyList<HubQueue> Queues, IReadOnlyList<HubWorker> Workers)
{
    /// <summary>What its server did since it started.</summary>
    public HubTotals Totals { get; init; } = new();
}

/// <summary>Sums that only grow for as long as a hub's server runs, and begin anew with the next.</summary>
public sealed record HubTotals
{
    public long Turns { get; init; }

    /// <summary>From handing out a turn until it is stored, all turns together.</summary>
    public TimeSpan TurnTime { get; init; }

    /// <summary>Of that, storing.</summary>
    public TimeSpan CommitTime { get; init; }

    /// <summary>History events that turns replayed.</summary>
    public long Replayed { get; init; }

    public long Activities { get; init; }

    /// <summary>Work items that came back unfinished.</summary>
    public long Redelivered { get; init; }

    /// <summary>Work items that were given up.</summary>
    public long GivenUp { get; init; }
}

/// <summary>Work of one name: how much is ready, how much workers hold, and since when the longest waiting one is ready.</summary>
public sealed record HubQueue(string Name, bool IsActivity, int Ready, int InFlight, DateTimeOffset? Since);

/// <summary>A connected worker: the names that it takes (none: any), how much at a time, and what it holds.</summary>
public sealed record HubWorker(
    IReadOnlyList<string> Orchestrations, IReadOnlyList<string> Activities, int OrchestrationLimit, int ActivityLimit, DateTimeOffset Connected,
    IReadOnlyList<HeldWork> Held)
{
    /// <summary>The roles whose tasks it takes, such as cpu and gpu; none for a worker of something else.</summary>
    public IReadOnlyList<string> Roles =>
        [.. Orchestrations.Concat(Activities).Select(WorkflowRegistration.RoleOf).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

/// <summary>What a worker is at.</summary>
public sealed record HeldWork(string Name, string InstanceId, bool IsActivity, DateTimeOffset Since);

/// <summary>Asks what a hub is at; null where the engine cannot tell.</summary>
/// <param name="figuresOnly">Leaves out how many instances there are of each status, which costs a look at all of them.</param>
public delegate Task<HubFacts?> HubReader(bool figuresOnly, CancellationToken cancellationToken);
