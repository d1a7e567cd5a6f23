using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Dispatch;

/// <summary>An instance with turns to take, or an activity to run, while it is in memory.</summary>
internal sealed class WorkUnit(long key, string instanceId, int? taskId, TaskKind kind)
{
    public long Key { get; } = key;

    public string InstanceId { get; } = instanceId;

    /// <summary>The activity's task id; null for an orchestration.</summary>
    public int? TaskId { get; } = taskId;

    public TaskKind Kind { get; set; } = kind;

    public bool IsActivity => TaskId is not null;

    /// <summary>What to hand out the first time, where the hub has claimed the activity as it stored it.</summary>
    public ActivityRequest? Claimed { get; set; }

    public ActivityRequest? TakeClaimed()
    {
        var claimed = Claimed;
        Claimed = null;
        return claimed;
    }

    /// <summary>Order of becoming ready.</summary>
    public long Sequence { get; set; }

    /// <summary>How often in a row it came back unfinished.</summary>
    public int Failures { get; set; }

    /// <summary>How many of these times its worker was lost.</summary>
    public int Losses { get; set; }

    /// <summary>
    /// The largest message (bytes) that its worker was sent for it, where that is more than channels take unless they are told to.
    /// </summary>
    public long LargestMessage { get; set; }

    /// <summary>It comes back for its size, as far as can be told.</summary>
    public bool IsTooLarge => LargestMessage > 0 && Failures >= RedeliveryOptions.FreeRedeliveries;

    /// <summary>It may be what its workers died of.</summary>
    public bool IsSuspect { get; set; }

    /// <summary>When it became ready.</summary>
    public DateTimeOffset ReadyAt { get; set; }

    /// <summary>Something arrived for the instance while it was handed out.</summary>
    public bool HasNews { get; set; }

    /// <summary>In the ready queue or waiting out a back-off.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Waiting for more outcomes to share its next turn.</summary>
    public bool IsPatient { get; set; }
}
