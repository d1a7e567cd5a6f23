using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Health;

/// <summary>The hub's figures of the last quarter of an hour. It is kept in memory, and begins anew with the server.</summary>
internal sealed class HubHistory
{
    /// <summary>A quarter of an hour of every five seconds.</summary>
    internal const int Most = 180;

    private readonly Lock _lock = new();
    private readonly Queue<HubMoment> _moments = new();

    public void Add(HubMoment moment)
    {
        lock (_lock)
        {
            _moments.Enqueue(moment);
            if (_moments.Count > Most) _moments.Dequeue();
        }
    }

    /// <summary>What is drawn, each from its first moment to its last.</summary>
    public IReadOnlyList<HubPlot> Plots()
    {
        HubMoment[] moments;
        lock (_lock) moments = [.. _moments];
        return
        [
            new("Activities a second", "/s", Rates(moments, static totals => totals.Activities)),
            new("Turns of orchestrations a second", "/s", Rates(moments, static totals => totals.Turns)),
            new("A turn, until it is stored", "ms", Means(moments, static totals => totals.TurnTime)),
            new("Storing a turn", "ms", Means(moments, static totals => totals.CommitTime)),
            new("Work that waits", "", [.. moments.Select(static moment => new HubPoint(moment.At, moment.Ready))]),
            new("The longest wait", "s", [.. moments.Select(static moment => new HubPoint(moment.At, moment.Wait.TotalSeconds))]),
            new("Work in hand", "", [.. moments.Select(static moment => new HubPoint(moment.At, moment.InHand))]),
            new("Work that came back or was given up", "/s", Rates(moments, static totals => totals.Redelivered + totals.GivenUp)),
        ];
    }

    private static IReadOnlyList<HubPoint> Rates(IReadOnlyList<HubMoment> moments, Func<HubTotals, long> of) =>
        [.. Steps(moments).Select(step => new HubPoint(step.To.At, (of(step.To.Totals) - of(step.From.Totals)) / (step.To.At - step.From.At).TotalSeconds))];

    /// <summary>Of the turns within each step; a step without any has no point.</summary>
    private static IReadOnlyList<HubPoint> Means(IReadOnlyList<HubMoment> moments, Func<HubTotals, TimeSpan> of) =>
    [
        .. Steps(moments).Where(static step => step.To.Totals.Turns > step.From.Totals.Turns).Select(step => new HubPoint(
            step.To.At, (of(step.To.Totals) - of(step.From.Totals)).TotalMilliseconds / (step.To.Totals.Turns - step.From.Totals.Turns))),
    ];

    /// <summary>From one moment to the next; not over a restart of the hub, when all sums begin anew.</summary>
    private static IEnumerable<(HubMoment From, HubMoment To)> Steps(IReadOnlyList<HubMoment> moments) => moments
        .Zip(moments.Skip(1))
        .Where(static step => step.Second.At > step.First.At && step.Second.Totals.Turns >= step.First.Totals.Turns && step.Second.Totals.Activities >= step.First.Totals.Activities);
}
