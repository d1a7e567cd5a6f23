using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Health;

/// <summary>A hub's figures at a moment.</summary>
/// <param name="Ready">Work that waits for a worker.</param>
/// <param name="InHand">Work that workers hold.</param>
/// <param name="Wait">How long the oldest of what waits has waited.</param>
internal sealed record HubMoment(DateTimeOffset At, int Ready, int InHand, TimeSpan Wait, HubTotals Totals)
{
    public static HubMoment Of(HubFacts facts, DateTimeOffset now) => new(
        now,
        facts.Queues.Sum(static queue => queue.Ready),
        facts.Queues.Sum(static queue => queue.InFlight),
        facts.Queues.Min(static queue => queue.Since) is { } since && since < now ? now - since : TimeSpan.Zero,
        facts.Totals);
}
