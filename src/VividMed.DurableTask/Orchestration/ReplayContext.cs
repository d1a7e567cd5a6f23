using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using VividMed.DurableTask.Protocol;
using VividMed.DurableTask.Worker;

namespace VividMed.DurableTask;

/// <summary>The context of one replay: calls become actions, events of the history complete them.</summary>
internal sealed class ReplayContext(
    OrchestratorRequest request,
    ExecutionStartedEvent start,
    DurableTaskWorkerOptions options,
    ReplayScheduler scheduler,
    ILoggerFactory loggers,
    TraceContext? trace) : TaskOrchestrationContext
{
    private readonly Dictionary<int, PendingCall> _calls = [];
    private readonly Dictionary<int, TaskCompletionSource> _timers = [];
    private readonly ExternalEvents _events = new(options.DataConverter);
    private DateTime _now;
    private bool _replaying = true;
    private int _guids;

    public override TaskName Name => start.Name;

    public override string InstanceId => request.InstanceId;

    public override string Version => start.Version ?? string.Empty;

    public override ParentOrchestrationInstance? Parent { get; } = start.ParentInstance is { } parent
        ? new(parent.Name ?? string.Empty, parent.OrchestrationInstance?.InstanceId ?? string.Empty)
        : null;

    public override IReadOnlyDictionary<string, object?> Properties { get; } = request.Properties.ToModel();

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _replaying;

    public ActionLedger Actions { get; } = new();

    public ContinueAsNewOptions? Successor { get; private set; }

    public string? CustomStatus { get; private set; }

    public IEnumerable<HistoryEvent> UnprocessedEvents => _events.Unprocessed;

    /// <summary>Whether something durable is under way that can let the code go on.</summary>
    public bool IsWaiting => _calls.Count + _timers.Count + _events.WaiterCount > 0;

    protected override ILoggerFactory LoggerFactory => loggers;

    private DataConverter Converter => options.DataConverter;

    public void SetTime(DateTime now) => _now = now;

    public void EndReplay() => _replaying = false;

    public override T? GetInput<T>()
        where T : default => Converter.Deserialize<T>(start.Input);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RequireOwnFlow();
        RefuseOptionsAsInput(input);
        string? payload = Converter.Serialize(input);
        string? result = await DurableRetry.RunAsync(this, options?.Retry, () => ScheduleActivity(name, payload, options));
        return Converter.Deserialize<TResult>(result)!;
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RequireOwnFlow();
        RefuseOptionsAsInput(input);
        string? payload = Converter.Serialize(input);
        string id = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        string? result = await DurableRetry.RunAsync(this, options?.Retry, () => ScheduleSubOrchestration(orchestratorName, id, payload, options));
        return Converter.Deserialize<TResult>(result)!;
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        RequireOwnFlow();
        DateTime due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        while (due - _now > options.MaximumTimerInterval)
        {
            await SingleTimer(_now + options.MaximumTimerInterval, cancellationToken);
        }

        await SingleTimer(due, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        RequireOwnFlow();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return _events.WaitAsync<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        RequireOwnFlow();
        Actions.Add(new()
        {
            SendEvent = new()
            {
                Instance = new() { InstanceId = instanceId },
                Name = eventName,
                Data = Converter.Serialize(payload),
            },
        });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        RequireOwnFlow();
        CustomStatus = Converter.Serialize(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        RequireOwnFlow();
        Successor = options;
    }

    public override Guid NewGuid()
    {
        RequireOwnFlow();
        return StableGuid.Create($"{InstanceId}_{_now:o}_{_guids++}");
    }

    public void Raise(HistoryEvent raised) => _events.Raise(raised);

    public void Complete(int id, string? result)
    {
        if (_calls.Remove(id, out PendingCall? call))
        {
            call.Result.TrySetResult(result);
        }
    }

    public void Fail(int id, Protocol.TaskFailureDetails? failure)
    {
        if (_calls.Remove(id, out PendingCall? call))
        {
            TaskFailureDetails details = failure?.ToModel() ?? new("Unknown", "The failure came without details.");
            call.Result.TrySetException(new TaskFailedException(call.Name, id, details));
        }
    }

    public void Fire(int id)
    {
        if (_timers.Remove(id, out TaskCompletionSource? timer))
        {
            timer.TrySetResult();
        }
    }

    private Task<string?> ScheduleActivity(TaskName name, string? input, TaskOptions? call)
    {
        ScheduleTaskAction action = new()
        {
            Name = name.Name,
            Version = Versioned(call, Version),
            Input = input,
            ParentTraceContext = trace,
        };
        action.Tags.Add(Tags(call));
        return Pending(Actions.Add(new() { ScheduleTask = action }), name);
    }

    private Task<string?> ScheduleSubOrchestration(TaskName name, string instanceId, string? input, TaskOptions? call)
    {
        CreateSubOrchestrationAction action = new()
        {
            Name = name.Name,
            InstanceId = instanceId,
            Version = Versioned(call, options.Versioning.DefaultVersion),
            Input = input,
            ParentTraceContext = trace,
        };
        action.Tags.Add(Tags(call));
        return Pending(Actions.Add(new() { CreateSubOrchestration = action }), name);
    }

    private Task<string?> Pending(int id, TaskName name)
    {
        PendingCall call = new(name, new());
        _calls.Add(id, call);
        return call.Result.Task;
    }

    private async Task SingleTimer(DateTime due, CancellationToken cancellation)
    {
        int id = Actions.Add(new() { CreateTimer = new() { FireAt = Timestamp.FromDateTime(due) } });
        TaskCompletionSource timer = new();
        _timers.Add(id, timer);
        using CancellationTokenRegistration registration = cancellation.Register(() =>
        {
            _timers.Remove(id);
            timer.TrySetCanceled(cancellation);
        });
        await timer.Task;
    }

    private void RequireOwnFlow()
    {
        if (!scheduler.IsInside)
        {
            throw new NonDeterministicOrchestrationException(
                "The orchestration context was used outside the orchestrator's own flow: orchestrator code must not start threads, "
                + "use ConfigureAwait(false) or await anything but tasks of its context.");
        }
    }

    private static string? Versioned(TaskOptions? call, string inherited)
    {
        string? version = call?.Version is { } chosen ? chosen.Version : inherited;
        return string.IsNullOrEmpty(version) ? null : version;
    }

    private static IDictionary<string, string> Tags(TaskOptions? call) => call?.Tags ?? new Dictionary<string, string>(StringComparer.Ordinal);

    private static void RefuseOptionsAsInput(object? input)
    {
        if (input is TaskOptions)
        {
            throw new ArgumentException("Options were passed as the input: name the argument 'options'.", nameof(input));
        }
    }
}
