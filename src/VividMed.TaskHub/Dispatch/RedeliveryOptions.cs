namespace VividMed.TaskHub.Dispatch;

/// <summary>When a work item that came back unfinished goes out again, and when it is given up.</summary>
/// <param name="FirstBackOff">First wait; doubles each time.</param>
/// <param name="MaxBackOff">Longest wait.</param>
/// <param name="MaxLosses">Losing its worker this often in a row ends it.</param>
/// <param name="MaxAbandonments">Being handed back this often in a row ends it.</param>
internal sealed record RedeliveryOptions(TimeSpan FirstBackOff, TimeSpan MaxBackOff, int MaxLosses, int MaxAbandonments)
{
    /// <summary>Losing its worker this often in a row makes a work item suspect: from then on it waits before it goes out again.</summary>
    public const int FreeRedeliveries = 3;

    /// <summary>How long a unit waits after so many failures.</summary>
    public TimeSpan BackOff(int failures)
    {
        var wait = FirstBackOff * Math.Pow(2, Math.Min(failures - 1, 20));
        return wait < MaxBackOff ? wait : MaxBackOff;
    }

    public bool GivesUp(WorkUnit unit) =>
        unit.IsTooLarge || unit.Losses >= MaxLosses || unit.Failures - unit.Losses >= MaxAbandonments;
}
