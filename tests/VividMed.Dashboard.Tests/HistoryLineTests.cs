using VividMed.Dashboard.Components;
using VividMed.DurableTask.Client;

namespace VividMed.Dashboard.Tests;

public sealed class HistoryLineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_completion_shows_what_it_completes_and_how_long_that_took()
    {
        var lines = HistoryLine.From(
        [
            new HistoryEvent { EventId = -1, Timestamp = Start, EventType = "OrchestratorStarted" },
            new HistoryEvent { EventId = 0, Timestamp = Start, EventType = "TaskScheduled", Name = "PlanDataset" },
            new HistoryEvent { EventId = -1, Timestamp = Start.AddSeconds(3), EventType = "TaskCompleted", TaskScheduledId = 0 },
        ]);

        Assert.Equal(["TaskCompleted", "TaskScheduled"], lines.Select(line => line.Event));
        Assert.Equal(("PlanDataset", TimeSpan.FromSeconds(3)), (lines[0].Name, lines[0].Took!.Value));
    }
}
