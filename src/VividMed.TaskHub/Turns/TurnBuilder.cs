using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Turns;

/// <summary>Turns the actions that an orchestrator decided on into what has to be stored. Pure: no clock, no store.</summary>
internal sealed class TurnBuilder
{
    private readonly InstanceRow _instance;
    private readonly DateTimeOffset _now;
    private readonly TurnCommit _commit;

    private TurnBuilder(TurnInput turn, string? customStatus, DateTimeOffset now)
    {
        _instance = turn.Instance;
        _now = now;
        _commit = new() { Turn = turn, CustomStatus = customStatus };
        _commit.History.AddRange(turn.NewEvents);
    }

    public static TurnCommit Build(TurnInput turn, IEnumerable<OrchestratorAction> actions, string? customStatus, DateTimeOffset now)
    {
        var builder = new TurnBuilder(turn, customStatus, now);
        OrchestratorAction? completion = null;
        foreach (var action in actions)
        {
            // The end of an execution is written last, whatever place it has among the actions.
            if (action.OrchestratorActionTypeCase == OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration)
            {
                completion = action;
            }
            else builder.Apply(action);
        }

        if (completion is not null) builder.Complete(completion.Id, completion.CompleteOrchestration);
        return builder._commit;
    }

    /// <summary>The end of an orchestration that no worker can bring about.</summary>
    public static TurnCommit Fail(TurnInput turn, TaskFailureDetails failure, DateTimeOffset now) => Build(
        turn,
        [new() { Id = -1, CompleteOrchestration = new() { OrchestrationStatus = OrchestrationStatus.Failed, FailureDetails = failure } }],
        customStatus: null,
        now);

    private void Apply(OrchestratorAction action)
    {
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                Schedule(action.Id, action.ScheduleTask);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                Record(action.Id, new() { TimerCreated = new() { FireAt = action.CreateTimer.FireAt } });
                _commit.Timers.Add(HistoryEvents.TimerFired(action.CreateTimer.FireAt.ToDateTimeOffset(), action.Id));
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                StartChild(action.Id, action.CreateSubOrchestration);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                Send(action.Id, action.SendEvent);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.TerminateOrchestration:
                _commit.Terminations.Add(action.TerminateOrchestration);
                break;
            default:
                Refuse(action);
                break;
        }
    }

    private void Schedule(int id, ScheduleTaskAction task)
    {
        var scheduled = new TaskScheduledEvent { Name = task.Name, Version = task.Version, Input = task.Input, ParentTraceContext = task.ParentTraceContext };
        scheduled.Tags.Add(task.Tags);
        Record(id, new() { TaskScheduled = scheduled });

        var request = new ActivityRequest
        {
            Name = task.Name,
            Version = task.Version,
            Input = task.Input,
            OrchestrationInstance = Self(),
            TaskId = id,
            ParentTraceContext = task.ParentTraceContext,
        };
        request.Tags.Add(task.Tags);
        _commit.Activities.Add(request);
    }

    private void StartChild(int id, CreateSubOrchestrationAction child)
    {
        var childId = child.InstanceId is "" ? $"{_instance.Id}:{_instance.ExecutionId[..8]}:{id:x4}" : child.InstanceId;
        var created = new SubOrchestrationInstanceCreatedEvent
        {
            InstanceId = childId,
            Name = child.Name,
            Version = child.Version,
            Input = child.Input,
            ParentTraceContext = child.ParentTraceContext,
        };
        created.Tags.Add(child.Tags);
        Record(id, new() { SubOrchestrationInstanceCreated = created });

        var started = new ExecutionStartedEvent
        {
            Name = child.Name,
            Version = child.Version,
            Input = child.Input,
            OrchestrationInstance = new() { InstanceId = childId, ExecutionId = NewExecutionId() },
            ParentInstance =
                new() { TaskScheduledId = id, Name = _instance.Name, Version = _instance.Version, OrchestrationInstance = Self() },
            ParentTraceContext = child.ParentTraceContext,
        };
        started.Tags.Add(child.Tags);
        _commit.Children.Add(HistoryEvents.ExecutionStarted(_now, started));
    }

    private void Send(int id, SendEventAction send)
    {
        var target = send.Instance?.InstanceId ?? "";
        Record(id, new() { EventSent = new() { InstanceId = target, Name = send.Name, Input = send.Data } });
        _commit.Outbox.Add((target, HistoryEvents.EventRaised(_now, send.Name, send.Data)));
    }

    private void Complete(int id, CompleteOrchestrationAction complete)
    {
        if (complete.OrchestrationStatus == OrchestrationStatus.ContinuedAsNew)
        {
            ContinueAsNew(complete);
            return;
        }

        End(
            id,
            new() { OrchestrationStatus = complete.OrchestrationStatus, Result = complete.Result, FailureDetails = complete.FailureDetails });
    }

    private void ContinueAsNew(CompleteOrchestrationAction complete)
    {
        var started = _instance.ReadOrigin();
        started.Input = complete.Result;
        started.Version = complete.NewVersion ?? started.Version;
        started.OrchestrationInstance = new() { InstanceId = _instance.Id, ExecutionId = NewExecutionId() };
        started.ScheduledStartTimestamp = null;
        foreach (var (key, value) in complete.Tags) started.Tags[key] = value;
        _commit.NextExecution = [HistoryEvents.ExecutionStarted(_now, started), .. TakeEventsForSelf(), .. complete.CarryoverEvents];
    }

    /// <summary>
    /// Workers send the events again that nobody had waited for when the orchestration continued, and carry over those that came after
    /// that. Both are older than whatever has reached the inbox since.
    /// </summary>
    private List<HistoryEvent> TakeEventsForSelf()
    {
        var own = _commit.Outbox.Where(sent => sent.InstanceId == _instance.Id).Select(sent => sent.Event).ToList();
        _commit.Outbox.RemoveAll(sent => sent.InstanceId == _instance.Id);
        return own;
    }

    private void End(int id, ExecutionCompletedEvent completion)
    {
        if (_commit.Completion is not null) return;
        _commit.Completion = completion;
        _commit.History.Add(HistoryEvents.Completed(_now, id, completion));
    }

    private void Refuse(OrchestratorAction action) => End(action.Id, new()
    {
        OrchestrationStatus = OrchestrationStatus.Failed,
        FailureDetails = HistoryEvents.Failure(
            "NotSupported", $"This task hub does not support the action {action.OrchestratorActionTypeCase}."),
    });

    private void Record(int id, HistoryEvent e) => _commit.History.Add(HistoryEvents.At(_now, e, id));

    private OrchestrationInstance Self() => new() { InstanceId = _instance.Id, ExecutionId = _instance.ExecutionId };

    private static string NewExecutionId() => Guid.NewGuid().ToString("N");
}
