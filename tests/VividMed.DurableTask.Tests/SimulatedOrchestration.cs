using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VividMed.DurableTask.Converters;
using VividMed.DurableTask.Protocol;
using VividMed.DurableTask.Worker;

namespace VividMed.DurableTask.Tests;

/// <summary>Drives one orchestration turn by turn and keeps its history as a hub does.</summary>
internal sealed class SimulatedOrchestration
{
    public const string InstanceId = "run-1";
    public static readonly DateTime Beginning = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly HistoryEvent _start;
    private readonly DurableTaskRegistry _registry = new();
    private bool _started;

    private SimulatedOrchestration(object? input, Action<ExecutionStartedEvent>? configure)
    {
        ExecutionStartedEvent start = new()
        {
            Name = "Main",
            Input = JsonDataConverter.Default.Serialize(input),
            OrchestrationInstance = new() { InstanceId = InstanceId },
        };
        configure?.Invoke(start);
        _start = new() { EventId = -1, Timestamp = Timestamp.FromDateTime(Beginning), ExecutionStarted = start };
    }

    public List<HistoryEvent> History { get; } = [];

    public DurableTaskWorkerOptions Options { get; } = new();

    public ILoggerFactory Loggers { get; set; } = NullLoggerFactory.Instance;

    public DateTime Now { get; set; } = Beginning;

    public static SimulatedOrchestration Of<TInput, TOutput>(
        Func<TaskOrchestrationContext, TInput, Task<TOutput>> code, object? input = null, Action<ExecutionStartedEvent>? configure = null)
    {
        SimulatedOrchestration simulated = new(input, configure);
        simulated.Replace(code);
        return simulated;
    }

    public static SimulatedOrchestration Of<TOutput>(Func<TaskOrchestrationContext, Task<TOutput>> code) => Of<object?, TOutput>((context, _) => code(context));

    /// <summary>The history of <paramref name="other"/> continued by other code.</summary>
    public static SimulatedOrchestration Changed<TOutput>(SimulatedOrchestration other, Func<TaskOrchestrationContext, Task<TOutput>> code)
    {
        SimulatedOrchestration changed = Of(code);
        changed.History.AddRange(other.History);
        changed._started = true;
        return changed;
    }

    /// <summary>Runs a turn with these events, records it, and returns what the orchestrator did.</summary>
    public OrchestratorResponse Turn(params IEnumerable<HistoryEvent> happened)
    {
        OrchestratorRequest request = new() { InstanceId = InstanceId, PastEvents = { History } };
        request.NewEvents.Add(new HistoryEvent { EventId = -1, Timestamp = Timestamp.FromDateTime(Now), OrchestratorStarted = new() });
        if (!_started)
        {
            request.NewEvents.Add(_start);
            _started = true;
        }

        request.NewEvents.AddRange(happened);
        OrchestratorResponse response = new OrchestrationRunner(_registry, Options, Loggers).Run(request);
        History.AddRange(request.NewEvents);
        History.AddRange(response.Actions.Where(action => action.CompleteOrchestration is null).Select(Record));
        History.Add(new() { EventId = -1, OrchestratorCompleted = new() });
        return response;
    }

    private void Replace<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> code) => _registry.AddOrchestratorFunc("Main", code);

    private static HistoryEvent Record(OrchestratorAction action)
    {
        HistoryEvent recorded = new() { EventId = action.Id };
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                recorded.TaskScheduled = new() { Name = action.ScheduleTask.Name, Input = action.ScheduleTask.Input };
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                recorded.TimerCreated = new() { FireAt = action.CreateTimer.FireAt };
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                recorded.SubOrchestrationInstanceCreated = new()
                {
                    Name = action.CreateSubOrchestration.Name,
                    InstanceId = action.CreateSubOrchestration.InstanceId,
                };
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                recorded.EventSent = new() { Name = action.SendEvent.Name, InstanceId = action.SendEvent.Instance.InstanceId };
                break;
        }

        return recorded;
    }
}
