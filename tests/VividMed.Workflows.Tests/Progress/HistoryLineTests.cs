using DurableTask.Core.History;
using VividMed.Workflows.Progress;

namespace VividMed.Workflows.Tests.Progress;

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

        Assert.Equal(
            ["SubOrchestrationInstanceFailed", "TaskCompleted", "SubOrchestrationInstanceCreated", "TaskScheduled"],
            lines.Select(line => line.Event));
        Assert.Equal(("PlanDataset", TimeSpan.FromSeconds(3)), (lines[1].Name, lines[1].Took!.Value));
        Assert.Equal(("run:p00000", TimeSpan.FromSeconds(5)), (lines[0].Name, lines[0].Took!.Value));
    }

    [Fact]
    public void What_comes_from_outside_answers_nothing() =>
        Assert.Equal(
            ("Approved", null),
            HistoryLine.From([new EventRaisedEvent(-1, "true") { Timestamp = Start, Name = "Approved" }])
                .Select(line => (line.Name, line.Took)).Single());

    [Fact]
    public void A_timer_and_a_failure_say_how_long_they_took_and_times_are_universal()
    {
        var lines = HistoryLine.From(
        [
            new TimerCreatedEvent(0) { Timestamp = DateTime.SpecifyKind(Start, DateTimeKind.Unspecified) },
            new TaskScheduledEvent(1) { Timestamp = Start, Name = "WriteShard" },
            new TaskFailedEvent(-1, 1, "no", "") { Timestamp = Start.AddSeconds(2) },
            new TimerFiredEvent(-1) { TimerId = 0, Timestamp = Start.AddMinutes(1) },
        ]);

        Assert.Equal(
            [("TimerFired", "", 60), ("TaskFailed", "WriteShard", 2)],
            lines.Take(2).Select(line => (line.Event, line.Name, line.Took!.Value.TotalSeconds)));
        Assert.All(lines, line => Assert.Equal(DateTimeKind.Utc, line.Time.Kind));
        Assert.Equal(Start, lines[^1].Time);
    }

    [Fact]
    public void A_completion_whose_cause_lies_on_an_earlier_page_stands_alone()
    {
        var line = Assert.Single(HistoryLine.From([new TaskCompletedEvent(-1, 7, "{}") { Timestamp = Start }]));
        Assert.Equal(("TaskCompleted", "", null), (line.Event, line.Name, line.Took));
    }

    [Fact]
    public void An_event_that_was_sent_names_whom_it_went_to() =>
        Assert.Equal(
            "run:train",
            Assert.Single(HistoryLine.From([new EventSentEvent(3) { Timestamp = Start, InstanceId = "run:train", Name = "Stop" }])).Name);
}
