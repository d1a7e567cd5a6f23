using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Tests.Support;

/// <summary>Orchestrations that several tests use.</summary>
internal static class Scripts
{
    public const string FanOutName = "FanOut";

    /// <summary>As many activities at once as the input says; the result is how many came back.</summary>
    public static void FanOut(Worker worker)
    {
        worker.Orchestrators[FanOutName] = turn =>
        {
            var count = int.Parse(turn.Started.Input);
            // The history is walked once: a lookup per activity would make large fan-outs quadratic.
            if (turn.Past.Count == 0)
            {
                for (var i = 0; i < count; i++) turn.Act(i, new() { ScheduleTask = new() { Name = "Work", Input = $"{i}" } });
            }
            else if (turn.Events.Count(e => e.TaskCompleted is not null) == count)
            {
                turn.Act(count, new() { CompleteOrchestration = new() { OrchestrationStatus = OrchestrationStatus.Completed, Result = $"{count}" } });
            }
        };
        worker.Activities["Work"] = request => Worker.Result(request.Input);
    }

    public static void AssertEachCompletedOnce(IEnumerable<HistoryEvent> history, int count) =>
        Assert.Equal(Enumerable.Range(0, count), history.Select(e => e.TaskCompleted).OfType<TaskCompletedEvent>().Select(e => e.TaskScheduledId).Order());
}
