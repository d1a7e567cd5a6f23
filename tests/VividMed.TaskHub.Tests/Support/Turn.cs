using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Tests.Support;

/// <summary>
/// One turn as a scripted orchestrator sees it. The script runs from its beginning in every turn, numbers its calls in order,
/// and emits an action only for a call that the history does not know: a replay in its simplest form.
/// </summary>
internal sealed class Turn(IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> news)
{
    private int _next;

    public IReadOnlyList<HistoryEvent> Past { get; } = past;

    public IReadOnlyList<HistoryEvent> News { get; } = news;

    public List<OrchestratorAction> Actions { get; } = [];

    public string? CustomStatus { get; set; }

    public IEnumerable<HistoryEvent> Events => Past.Concat(News);

    public ExecutionStartedEvent Started => Events.Single(e => e.ExecutionStarted is not null).ExecutionStarted;

    public DateTimeOffset Now => Events.Last(e => e.OrchestratorStarted is not null).Timestamp.ToDateTimeOffset();

    public IReadOnlyList<EventRaisedEvent> Raised => [.. Events.Select(e => e.EventRaised).OfType<EventRaisedEvent>()];

    /// <summary>Calls an activity; null until its outcome is there.</summary>
    public HistoryEvent? Activity(string name, string? input = null, string? version = null)
    {
        var id = _next++;
        if (!Known(id)) Act(id, new() { ScheduleTask = new() { Name = name, Input = input, Version = version } });
        return Outcome(e => e.TaskCompleted?.TaskScheduledId ?? e.TaskFailed?.TaskScheduledId, id);
    }

    public HistoryEvent? Child(string name, string? input = null, string instanceId = "")
    {
        var id = _next++;
        if (!Known(id)) Act(id, new() { CreateSubOrchestration = new() { Name = name, Input = input, InstanceId = instanceId } });
        return Outcome(e => e.SubOrchestrationInstanceCompleted?.TaskScheduledId ?? e.SubOrchestrationInstanceFailed?.TaskScheduledId, id);
    }

    public HistoryEvent? Timer(TimeSpan wait)
    {
        var id = _next++;
        if (!Known(id)) Act(id, new() { CreateTimer = new() { FireAt = (Now + wait).ToTimestamp() } });
        return Outcome(e => e.TimerFired?.TimerId, id);
    }

    public void Send(string target, string name, string data)
    {
        var id = _next++;
        if (!Known(id)) Act(id, new() { SendEvent = new() { Instance = new() { InstanceId = target }, Name = name, Data = data } });
    }

    public void Complete(string? result) =>
        Act(_next++, new() { CompleteOrchestration = new() { OrchestrationStatus = OrchestrationStatus.Completed, Result = result } });

    public void Fail(string message) => Act(_next++, new()
    {
        CompleteOrchestration = new()
        {
            OrchestrationStatus = OrchestrationStatus.Failed,
            FailureDetails = new() { ErrorType = "Scripted", ErrorMessage = message },
        },
    });

    public void ContinueAsNew(string input, params IEnumerable<HistoryEvent> carryOver)
    {
        var action = new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.ContinuedAsNew, Result = input };
        action.CarryoverEvents.AddRange(carryOver);
        Act(_next++, new() { CompleteOrchestration = action });
    }

    public void Act(int id, OrchestratorAction action)
    {
        action.Id = id;
        Actions.Add(action);
    }

    private bool Known(int id) => Events.Any(e => e.EventId == id);

    private HistoryEvent? Outcome(Func<HistoryEvent, int?> taskOf, int id) => Events.FirstOrDefault(e => taskOf(e) == id);
}
