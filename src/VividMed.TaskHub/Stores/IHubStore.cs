using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Monitoring;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores;

/// <summary>
/// Where instances, histories and undelivered work live. Every write is one transaction and answers what it made ready;
/// <c>null</c> means that it did not apply: no such instance, or a turn of an execution that has moved on.
/// </summary>
internal interface IHubStore : IAsyncDisposable
{
    /// <summary>Other hubs use the same database: work is handed out only after it was claimed.</summary>
    bool IsShared { get; }

    /// <summary>Opens the store and answers everything that waits; <paramref name="wake"/> is told what other hubs make ready.</summary>
    Task<Wakeups> OpenAsync(Action<Wakeups> wake);

    /// <summary>Everything that waits and that no hub has claimed.</summary>
    Task<Wakeups> ReadBacklogAsync();

    /// <summary>Gives claimed instances and activities back, so that other hubs can hand them out.</summary>
    Task ReleaseAsync(IReadOnlyCollection<long> instances, IReadOnlyCollection<long> activities);

    /// <summary>Deletes every instance.</summary>
    Task ClearAsync();

    /// <summary>Creates an instance from its ExecutionStarted event; null when the id is taken by one that may not be replaced.</summary>
    Task<Wakeups?> StartAsync(HistoryEvent started, IReadOnlyCollection<OrchestrationStatus> replaceable);

    /// <summary>Adds an event to the inbox of an instance; a finished instance takes none.</summary>
    Task<Wakeups?> SendAsync(string instanceId, HistoryEvent message);

    /// <summary>Holds (or releases) the inbox of an instance and records the event that says so.</summary>
    Task<Wakeups?> SuspendAsync(string instanceId, bool suspended, HistoryEvent message);

    /// <summary>Ends an instance at once, with its waiting activities and, if asked, its sub-orchestrations.</summary>
    Task<Wakeups?> TerminateAsync(string instanceId, string? output, bool recursive);

    /// <summary>Lets a failed instance run again from before its failures; false when it has not failed.</summary>
    Task<Wakeups?> RewindAsync(string instanceId);

    /// <summary>Deletes finished instances (and, if asked, their sub-orchestrations) and answers how many.</summary>
    Task<int> PurgeAsync(IReadOnlyCollection<string> instanceIds, bool recursive);

    /// <summary>Takes the activity out of the backlog and gives its outcome to the orchestration, at most once.</summary>
    Task<Wakeups> CompleteActivityAsync(long activity, HistoryEvent outcome);

    Task<Wakeups?> CommitTurnAsync(TurnCommit turn);

    /// <summary>The next turns of those instances that have something to do now.</summary>
    Task<IReadOnlyDictionary<long, TurnInput>> LoadTurnsAsync(IReadOnlyCollection<long> instances);

    /// <summary>Requests of those activities that still wait.</summary>
    Task<IReadOnlyDictionary<long, ActivityRequest>> LoadActivitiesAsync(IReadOnlyCollection<long> activities);

    /// <summary>The history events from a position on, as stored together; empty at the end.</summary>
    Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(long instance, int from);

    /// <summary>Instances whose timers are due between two moments (inclusive), and the next timer after.</summary>
    Task<Wakeups> ReadDueAsync(DateTimeOffset from, DateTimeOffset to);

    Task<InstanceRow?> FindAsync(string instanceId);

    Task<OrchestrationState?> GetAsync(string instanceId, bool payloads);

    /// <summary>Instances in order of creation, after a position.</summary>
    Task<IReadOnlyList<(long Position, OrchestrationState State)>> QueryAsync(InstanceFilter filter, long after, int count, bool payloads);

    /// <summary>A page of the instances that a search wants, and how many it wants in all.</summary>
    Task<(IReadOnlyList<OrchestrationState> Page, int Total)> SearchAsync(InstanceSearch search);

    /// <summary>How many instances there are of each status.</summary>
    Task<IReadOnlyDictionary<OrchestrationStatus, int>> CountByStatusAsync();
}

/// <summary>Which instances a query wants; what is null or empty does not restrict. Ranges include both ends.</summary>
internal sealed record InstanceFilter
{
    public IReadOnlyCollection<OrchestrationStatus> Statuses { get; init; } = [];

    public string? IdPrefix { get; init; }

    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedTo { get; init; }

    public DateTimeOffset? CompletedFrom { get; init; }

    public DateTimeOffset? CompletedTo { get; init; }
}

/// <summary>Which instances people look for, in which order and how many of them; what is null or empty does not restrict.</summary>
internal sealed record InstanceSearch
{
    public InstanceFilter Filter { get; init; } = new();

    /// <summary>Names of orchestrations.</summary>
    public IReadOnlyCollection<string> Names { get; init; } = [];

    /// <summary>Occurs in the id, in any case.</summary>
    public string? IdPart { get; init; }

    /// <summary>Occurs in the input, in any case.</summary>
    public string? InputPart { get; init; }

    public InstanceOrder Order { get; init; }

    public int Offset { get; init; }

    public int Count { get; init; } = 100;

    /// <summary>Whether inputs, custom statuses and failures are read; outputs never are.</summary>
    public bool Inputs { get; init; }
}

/// <summary>Makes the store of a hub. Each hub has one of its own: nothing is shared between names.</summary>
/// <param name="hub">The hub's name as configured, in lower case.</param>
internal delegate IHubStore HubStoreFactory(string hub);
