using VividMed.TaskHub.Dispatch;
using VividMed.TaskHub.Stores.Postgres;

namespace VividMed.TaskHub;

/// <summary>How a task hub stores and hands out its work.</summary>
public sealed class TaskHubOptions
{
    /// <summary>The hub of callers that name none.</summary>
    public const string DefaultHub = "default";

    /// <summary>The hubs to serve. Callers choose with the <c>taskhub</c> header; any other name is not found.</summary>
    public IList<string> Hubs { get; } = [DefaultHub];

    /// <summary>
    /// The SQLite file of the default hub; hub x has name.x.db beside name.db. Its folder is created when missing; a lock file beside it
    /// keeps a second hub out.
    /// </summary>
    public string DatabasePath { get; set; } = "";

    /// <summary>
    /// A PostgreSQL connection string instead of a file: several hub processes may then serve the same task hub, and any of them
    /// may die. Each task hub has a schema <c>taskhub_{name}</c> of its own. Never logged.
    /// </summary>
    public string? PostgresConnection { get; set; }

    /// <summary>
    /// Told whenever the database file cannot be read or written. While its disk is full, outcomes of work wait for room; a host may want to
    /// say so, or to end.
    /// </summary>
    public Action<TaskHubException>? StoreFailed { get; set; }

    /// <summary>How many orchestrations one worker stream holds at a time when it names no limit itself.</summary>
    public int DefaultOrchestrationLimit { get; set; } = 100 * Environment.ProcessorCount;

    /// <summary>How many activities one worker stream holds at a time when it names no limit itself.</summary>
    public int DefaultActivityLimit { get; set; } = 100 * Environment.ProcessorCount;

    /// <summary>An idle worker stream gets a ping this often; workers take 120 s of silence for a dead stream.</summary>
    public TimeSpan HealthPingInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A history up to this size (bytes) travels inside the work item; a longer one is streamed on request.</summary>
    public int InlineHistoryBytes { get; set; } = 1 << 20;

    /// <summary>Serialized size (bytes) of the histories kept in memory between turns.</summary>
    public long HistoryCacheBytes { get; set; } = 32 << 20;

    /// <summary>
    /// The largest message (bytes) that a client or worker may send. A larger input or event is refused; a larger result fails its
    /// activity; a turn may add up to four times as much, sent in parts. Four times as much is also where the transport cuts off unread.
    /// </summary>
    public int MaxMessageBytes { get; set; } = 64 << 20;

    internal int MaxTransportBytes => (int)Math.Min(4L * MaxMessageBytes, int.MaxValue);

    /// <summary>
    /// First wait before an abandoned work item is handed out again; doubles per delivery up to <see cref="MaxBackOff"/>.
    /// </summary>
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromMilliseconds(200);

    internal PostgresTiming PostgresTiming { get; set; } = PostgresTiming.Default;

    /// <summary>Longest wait before an abandoned work item is handed out again.</summary>
    public TimeSpan MaxBackOff { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// After losing its worker this often in a row a work item is taken for what kills them, and fails. From the third loss on
    /// a worker stream holds only one such suspect at a time, so that the innocent ones beside it are cleared.
    /// </summary>
    public int MaxLosses { get; set; } = 10;

    /// <summary>
    /// After being handed back this often in a row a work item fails. Workers hand back what is not for their version, and the
    /// right worker may be a deployment away: with a back-off of 30 s the default is about a day.
    /// </summary>
    public int MaxAbandonments { get; set; } = 2880;

    internal RedeliveryOptions Redelivery => new(FirstBackOff, MaxBackOff, MaxLosses, MaxAbandonments);
}
