using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores;

/// <summary>What a committed write made ready, for those who hand out work and those who wait.</summary>
internal sealed class Wakeups
{
    /// <summary>Instances with something new in their inbox.</summary>
    public List<InstanceRef> Runnable { get; } = [];

    /// <summary>Activities to hand out.</summary>
    public List<ActivityRef> Activities { get; } = [];

    /// <summary>Ids of instances that started.</summary>
    public List<string> Started { get; } = [];

    /// <summary>Ids of instances that ended, or began anew after an end.</summary>
    public List<string> Ended { get; } = [];

    /// <summary>Some instance may have started or ended; which one is not known.</summary>
    public bool AnyTransition { get; set; }

    /// <summary>Work has become free that was in other hands before.</summary>
    public bool Freed { get; set; }

    /// <summary>The earliest new timer.</summary>
    public DateTimeOffset? NextTimer { get; private set; }

    public void TimerAt(DateTimeOffset due)
    {
        if (NextTimer is null || due < NextTimer) NextTimer = due;
    }
}

/// <summary>As much of a waiting activity as handing it out needs.</summary>
/// <param name="Claimed">What to hand out, where the hub has claimed the activity already.</param>
internal sealed record ActivityRef(long Key, string InstanceId, int TaskId, string Name, string? Version, ActivityRequest? Claimed = null);
