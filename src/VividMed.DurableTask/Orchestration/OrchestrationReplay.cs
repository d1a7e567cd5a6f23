using Microsoft.Extensions.Logging;
using VividMed.DurableTask.Protocol;
using VividMed.DurableTask.Worker;

namespace VividMed.DurableTask;

/// <summary>One turn of an orchestration: replays the past, applies what is new, and answers with the actions that follow.</summary>
internal sealed class OrchestrationReplay
{
    private readonly ReplayScheduler _scheduler = new();
    private readonly Queue<HistoryEvent> _heldWhileSuspended = new();
    private readonly CompleteOrchestrationAction _end = new();
    private readonly OrchestratorRequest _request;
    private readonly ExecutionStartedEvent _start;
    private readonly ITaskOrchestrator _orchestrator;
    private readonly DataConverter _converter;
    private readonly FailureFactory _failures;
    private readonly ReplayContext _context;
    private Task<string?>? _run;
    private bool _suspended;
    private bool _ended;

    public OrchestrationReplay(
        OrchestratorRequest request,
        ExecutionStartedEvent start,
        ITaskOrchestrator orchestrator,
        DurableTaskWorkerOptions options,
        ILoggerFactory loggers,
        FailureFactory failures,
        TraceContext? trace = null)
    {
        _request = request;
        _start = start;
        _orchestrator = orchestrator;
        _converter = options.DataConverter;
        _failures = failures;
        _context = new(request, start, options, _scheduler, loggers, trace);
    }

    public OrchestratorResponse Run()
    {
        try
        {
            foreach (HistoryEvent past in _request.PastEvents)
            {
                Apply(past);
            }

            if (!_ended && !_request.NewEvents.Any(IsRewinding))
            {
                _context.Actions.RequireAllConfirmed();
            }

            _context.EndReplay();
            foreach (HistoryEvent recent in _request.NewEvents)
            {
                Apply(recent);
            }

            RequireDurableWait();
        }
        catch (NonDeterministicOrchestrationException error)
        {
            _context.Actions.Clear();
            End(OrchestrationStatus.Failed, result: null, _failures.Create(error));
        }

        return Response();
    }

    /// <summary>
    /// Replays a whole recorded execution and returns its end, or null when it has none yet. Stricter than a turn: every
    /// turn must take exactly the actions that were recorded for it.
    /// </summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code does not repeat the history.</exception>
    public CompleteOrchestrationAction? Verify()
    {
        bool rewound = _request.PastEvents.Any(IsRewinding);
        foreach (HistoryEvent past in _request.PastEvents)
        {
            if (past.EventTypeCase == HistoryEvent.EventTypeOneofCase.OrchestratorStarted && !rewound)
            {
                _context.Actions.RequireAllConfirmed();
            }

            Apply(past);
        }

        _context.Actions.RequireAllConfirmed();
        RequireDurableWait();
        return _ended ? _end : null;
    }

    /// <summary>A rewound history has lost the calls that failed: making them anew is the point.</summary>
    private static bool IsRewinding(HistoryEvent happened) => happened.ExecutionRewound is not null;

    private void Apply(HistoryEvent happened)
    {
        switch (happened.EventTypeCase)
        {
            case HistoryEvent.EventTypeOneofCase.OrchestratorStarted:
                _context.SetTime(happened.Timestamp.ToDateTime());
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionStarted:
                Start(happened);
                break;
            case HistoryEvent.EventTypeOneofCase.TaskScheduled:
            case HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated:
            case HistoryEvent.EventTypeOneofCase.TimerCreated:
            case HistoryEvent.EventTypeOneofCase.EventSent:
                _context.Actions.Confirm(happened);
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionTerminated:
                Terminate(happened);
                break;
            case var _ when _ended:
                CarryOver(happened);
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionSuspended:
                _suspended = true;
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionResumed:
                Resume();
                break;
            case var _ when _suspended:
                _heldWhileSuspended.Enqueue(happened);
                break;
            default:
                Deliver(happened);
                break;
        }
    }

    private void Start(HistoryEvent happened)
    {
        if (_run is not null)
        {
            return;
        }

        if (_context.CurrentUtcDateTime == default && happened.Timestamp is { } time)
        {
            _context.SetTime(time.ToDateTime());
        }

        _scheduler.Run(() => _run = RunOrchestratorAsync());
        EndWhenDone();
    }

    /// <summary>The serialized output, or the next execution's input.</summary>
    private async Task<string?> RunOrchestratorAsync()
    {
        object? output = await _orchestrator.RunAsync(_context, _converter.Deserialize(_start.Input, _orchestrator.InputType));
        return _converter.Serialize(_context.Successor is { } successor ? successor.NewInput : output);
    }

    private void Deliver(HistoryEvent happened)
    {
        _scheduler.Run(() =>
        {
            switch (happened.EventTypeCase)
            {
                case HistoryEvent.EventTypeOneofCase.TaskCompleted:
                    _context.Complete(happened.TaskCompleted.TaskScheduledId, happened.TaskCompleted.Result);
                    break;
                case HistoryEvent.EventTypeOneofCase.TaskFailed:
                    _context.Fail(happened.TaskFailed.TaskScheduledId, happened.TaskFailed.FailureDetails);
                    break;
                case HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted:
                    _context.Complete(happened.SubOrchestrationInstanceCompleted.TaskScheduledId, happened.SubOrchestrationInstanceCompleted.Result);
                    break;
                case HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed:
                    _context.Fail(happened.SubOrchestrationInstanceFailed.TaskScheduledId, happened.SubOrchestrationInstanceFailed.FailureDetails);
                    break;
                case HistoryEvent.EventTypeOneofCase.TimerFired:
                    _context.Fire(happened.TimerFired.TimerId);
                    break;
                case HistoryEvent.EventTypeOneofCase.EventRaised:
                    _context.Raise(happened);
                    break;
            }
        });
        EndWhenDone();
    }

    private void Resume()
    {
        _suspended = false;
        while (!_suspended && _heldWhileSuspended.TryDequeue(out HistoryEvent? held))
        {
            Apply(held);
        }
    }

    private void Terminate(HistoryEvent happened)
    {
        // A loop that restarts itself for ever must still be stoppable: terminating wins over a restart of the same turn.
        if (!_ended || _end.OrchestrationStatus == OrchestrationStatus.ContinuedAsNew)
        {
            _end.CarryoverEvents.Clear();
            _end.NewVersion = null;
            End(OrchestrationStatus.Terminated, happened.ExecutionTerminated.Input, failure: null);
        }
    }

    /// <summary>What arrives after a restart in the same turn belongs to the next execution.</summary>
    private void CarryOver(HistoryEvent happened)
    {
        bool carried = happened.EventTypeCase switch
        {
            HistoryEvent.EventTypeOneofCase.EventRaised => _context.Successor?.PreserveUnprocessedEvents == true,
            HistoryEvent.EventTypeOneofCase.ExecutionSuspended or HistoryEvent.EventTypeOneofCase.ExecutionResumed => true,
            _ => false,
        };
        if (carried && _end.OrchestrationStatus == OrchestrationStatus.ContinuedAsNew)
        {
            _end.CarryoverEvents.Add(happened);
        }
    }

    private void EndWhenDone()
    {
        if (_ended || _run is not { IsCompleted: true } run)
        {
            return;
        }

        if (!run.IsCompletedSuccessfully)
        {
            Exception error = run.Exception?.InnerException ?? new TaskCanceledException(run);
            End(OrchestrationStatus.Failed, result: null, _failures.Create(error));
        }
        else if (_context.Successor is { } successor)
        {
            _end.NewVersion = successor.NewVersion;
            if (successor.PreserveUnprocessedEvents)
            {
                _end.CarryoverEvents.AddRange(_context.UnprocessedEvents);
            }

            End(OrchestrationStatus.ContinuedAsNew, run.Result, failure: null);
        }
        else
        {
            End(OrchestrationStatus.Completed, run.Result, failure: null);
        }
    }

    private void End(OrchestrationStatus status, string? result, DurableTask.TaskFailureDetails? failure)
    {
        _ended = true;
        _end.OrchestrationStatus = status;
        _end.Result = result;
        _end.FailureDetails = failure?.ToWire();
    }

    private void RequireDurableWait()
    {
        if (_scheduler.Strayed || (_run is { IsCompleted: false } && !_ended && !_suspended && !_context.IsWaiting))
        {
            throw new NonDeterministicOrchestrationException(
                "The orchestrator awaits something that is not durable, such as Task.Delay, I/O or a task with ConfigureAwait(false): "
                + "only tasks of its context survive a replay.");
        }
    }

    private OrchestratorResponse Response()
    {
        OrchestratorResponse response = new() { InstanceId = _request.InstanceId, CustomStatus = _context.CustomStatus };
        if (_ended)
        {
            _context.Actions.Add(new() { CompleteOrchestration = _end });
        }

        response.Actions.AddRange(_context.Actions.InOrder());
        return response;
    }
}
