using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Stores;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Service;

/// <summary>What clients do to instances.</summary>
internal sealed class InstanceCommands(Hub hub)
{
    private const int MaxBatch = 500;

    // Its beginning is what Microsoft's clients know this refusal by.
    private const string RunningButNotTerminated =
        "Invalid reusable statuses: cannot exclude 'Terminated' while also allowing reuse of running instances, which are terminated before they are replaced.";

    // Without a policy a finished instance may be replaced and an unfinished one may not.
    private static readonly OrchestrationStatus[] ReplaceableByDefault =
        [OrchestrationStatus.Completed, OrchestrationStatus.Failed, OrchestrationStatus.Canceled, OrchestrationStatus.Terminated];

    public async Task<CreateInstanceResponse> StartAsync(CreateInstanceRequest request)
    {
        if (request.Name is "") throw Refuse(StatusCode.InvalidArgument, "The orchestration's name is missing.");
        MessageLimit.Admit(request, hub.Options.MaxMessageBytes);
        var id = request.InstanceId is "" ? NewId() : request.InstanceId;
        var started = new ExecutionStartedEvent
        {
            Name = request.Name,
            Version = request.Version,
            Input = request.Input,
            OrchestrationInstance =
                new() { InstanceId = id, ExecutionId = request.ExecutionId is null or "" ? NewId() : request.ExecutionId },
            ScheduledStartTimestamp = request.ScheduledStartTimestamp,
            ParentTraceContext = request.ParentTraceContext,
        };
        started.Tags.Add(request.Tags);
        await StartAsync(
            started, request.OrchestrationIdReusePolicy is { } policy ? Check(policy.ReplaceableStatus) : ReplaceableByDefault);
        return new() { InstanceId = id };
    }

    public async Task<RestartInstanceResponse> RestartAsync(RestartInstanceRequest request)
    {
        var state = await hub.Store.GetAsync(request.InstanceId, payloads: true) ?? throw NotFound();
        var instance = await hub.Store.FindAsync(request.InstanceId) ?? throw NotFound();
        if (!request.RestartWithNewInstanceId && !instance.IsFinished)
        {
            throw Refuse(StatusCode.FailedPrecondition, "The instance has not finished.");
        }

        var started = instance.ReadOrigin();
        var id = request.RestartWithNewInstanceId ? NewId() : instance.Id;
        started.Input = state.Input;
        started.OrchestrationInstance = new() { InstanceId = id, ExecutionId = NewId() };
        started.ParentInstance = null;
        started.ScheduledStartTimestamp = null;
        await StartAsync(started, ReplaceableByDefault);
        return new() { InstanceId = id };
    }

    public async Task<RaiseEventResponse> RaiseEventAsync(RaiseEventRequest request)
    {
        MessageLimit.Admit(request, hub.Options.MaxMessageBytes);
        await ApplyAsync(hub.Store.SendAsync(request.InstanceId, HistoryEvents.EventRaised(Now, request.Name, request.Input)));
        return new();
    }

    public async Task<TerminateResponse> TerminateAsync(TerminateRequest request)
    {
        await ApplyAsync(hub.Store.TerminateAsync(request.InstanceId, request.Output, request.Recursive));
        return new();
    }

    public async Task<SkipGracefulOrchestrationTerminationsResponse> TerminateBatchAsync(
        SkipGracefulOrchestrationTerminationsRequest request)
    {
        var response = new SkipGracefulOrchestrationTerminationsResponse();
        foreach (var id in Ids(request.InstanceBatch))
        {
            if (await hub.Store.TerminateAsync(id, request.Reason, recursive: false) is { } wakeups) hub.Accept(wakeups);
            else response.UnterminatedInstanceIds.Add(id);
        }

        return response;
    }

    public async Task<SuspendResponse> SuspendAsync(SuspendRequest request)
    {
        await ApplyAsync(hub.Store.SuspendAsync(request.InstanceId, suspended: true, HistoryEvents.Suspended(Now, request.Reason)));
        return new();
    }

    public async Task<ResumeResponse> ResumeAsync(ResumeRequest request)
    {
        await ApplyAsync(hub.Store.SuspendAsync(request.InstanceId, suspended: false, HistoryEvents.Resumed(Now, request.Reason)));
        return new();
    }

    public async Task<RewindInstanceResponse> RewindAsync(RewindInstanceRequest request)
    {
        var instance = await hub.Store.FindAsync(request.InstanceId) ?? throw NotFound();
        var wakeups = await hub.Store.RewindAsync(request.InstanceId)
            ?? throw Refuse(StatusCode.FailedPrecondition, $"The instance is {instance.Status}; only a failed one can be rewound.");
        hub.Accept(wakeups);
        return new();
    }

    public async Task<PurgeInstancesResponse> PurgeAsync(PurgeInstancesRequest request)
    {
        var (count, isComplete) = request.RequestCase switch
        {
            PurgeInstancesRequest.RequestOneofCase.InstanceId => (await hub.Store.PurgeAsync([request.InstanceId], request.Recursive), true),
            PurgeInstancesRequest.RequestOneofCase.InstanceBatch => (await hub.Store.PurgeAsync(Ids(request.InstanceBatch), request.Recursive), true),
            PurgeInstancesRequest.RequestOneofCase.PurgeInstanceFilter => await PurgeAsync(request.PurgeInstanceFilter, request.Recursive),
            _ => throw Refuse(StatusCode.InvalidArgument, "Nothing is named to purge."),
        };
        return new() { DeletedInstanceCount = count, IsComplete = isComplete };
    }

    public async Task<CreateTaskHubResponse> CreateHubAsync(CreateTaskHubRequest request)
    {
        if (request.RecreateIfExists) await DeleteHubAsync();
        return new();
    }

    public async Task<DeleteTaskHubResponse> DeleteHubAsync()
    {
        await hub.Store.ClearAsync();
        hub.Dispatcher.Reset();
        return new();
    }

    private DateTimeOffset Now => hub.Time.GetUtcNow();

    /// <summary>
    /// Purges in batches until all are gone or the time that the caller gives is over: what is left, the next call takes.
    /// </summary>
    private async Task<(int Count, bool IsComplete)> PurgeAsync(PurgeInstanceFilter wanted, bool recursive)
    {
        var deadline = wanted.Timeout is { } timeout ? Now + timeout.ToTimeSpan() : DateTimeOffset.MaxValue;
        var filter = new InstanceFilter
        {
            Statuses = wanted.RuntimeStatus,
            CreatedFrom = wanted.CreatedTimeFrom?.ToDateTimeOffset(),
            CreatedTo = wanted.CreatedTimeTo?.ToDateTimeOffset(),
        };
        var count = 0;
        var position = 0L;
        while (await hub.Store.QueryAsync(filter, position, MaxBatch, payloads: false) is { Count: > 0 } page)
        {
            if (Now >= deadline) return (count, false);
            count += await hub.Store.PurgeAsync([.. page.Select(row => row.State.InstanceId)], recursive);
            position = page[^1].Position;
        }

        return (count, true);
    }

    private async Task StartAsync(ExecutionStartedEvent started, IReadOnlyCollection<OrchestrationStatus> replaceable) =>
        hub.Accept(await hub.Store.StartAsync(HistoryEvents.ExecutionStarted(Now, started), replaceable)
            ?? throw Refuse(StatusCode.AlreadyExists, "An instance with this id exists and may not be replaced."));

    private async Task ApplyAsync(Task<Wakeups?> write) => hub.Accept(await write ?? throw NotFound());

    /// <summary>
    /// A running instance is replaced by terminating it first: whoever allows the one and forbids the other wants what cannot be.
    /// </summary>
    private static IReadOnlyCollection<OrchestrationStatus> Check(IReadOnlyCollection<OrchestrationStatus> replaceable) =>
        replaceable.Contains(OrchestrationStatus.Terminated) || !replaceable.Any(status => !status.IsFinal)
            ? replaceable
            : throw Refuse(StatusCode.InvalidArgument, RunningButNotTerminated);

    private static IReadOnlyCollection<string> Ids(InstanceBatch? batch) => batch?.InstanceIds is { Count: <= MaxBatch } ids
        ? ids : throw Refuse(StatusCode.InvalidArgument, $"A batch holds at most {MaxBatch} instance ids.");

    private static string NewId() => Guid.NewGuid().ToString("N");

    private static RpcException NotFound() => Refuse(StatusCode.NotFound, "There is no such instance.");

    private static RpcException Refuse(StatusCode code, string reason) => new(new Status(code, reason));
}
