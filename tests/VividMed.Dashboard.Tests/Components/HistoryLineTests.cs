using DurableTask.Core.History;
using VividMed.Dashboard.Components;

namespace VividMed.Dashboard.Tests;

public sealed class HistoryLineTests
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public void A_completion_shows_what_it_completes_and_how_long_that_took()
    {
        var lines = HistoryLine.From(
        [
            new OrchestratorStartedEvent(-1) { Timestamp = Start },
            new TaskScheduledEvent(0) { Timestamp = Start, Name = "PlanDataset" },
            new SubOrchestrationInstanceCreatedEvent(1) { Timestamp = Start, Name = "SynthesizePartition", InstanceId = "run:p00000" },
            new TaskCompletedEvent(-1, 0, "{}") { Timestamp = Start.AddSeconds(3) },
            new SubOrchestrationInstanceFailedEvent(-1, 1, "no", "") { Timestamp = Start.AddSeconds(5) },
        ]);

        Assert.Equal(["SubOrchestrationInstanceFailed", "TaskCompleted", "SubOrchestrationInstanceCreated", "TaskScheduled"], lines.Select(line => line.Event));
        Assert.Equal(("PlanDataset", TimeSpan.FromSeconds(3)), (lines[1].Name, lines[1].Took!.Value));
        Assert.Equal(("run:p00000", TimeSpan.FromSeconds(5)), (lines[0].Name, lines[0].Took!.Value));
    }

    [Fact]
    public void What_comes_from_outside_answers_nothing() =>
        Assert.Equal(("Approved", null), HistoryLine.From([new EventRaisedEvent(-1, "true") { Timestamp = Start, Name = "Approved" }]).Select(line => (line.Name, line.Took)).Single());
}
