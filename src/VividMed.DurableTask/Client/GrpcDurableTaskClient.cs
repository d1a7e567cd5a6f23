using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using VividMed.DurableTask.Client.Grpc;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Client;

internal sealed class GrpcDurableTaskClient(string name, GrpcDurableTaskClientOptions settings) : DurableTaskClient(name)
{
    private static readonly TimeSpan s_pollPause = TimeSpan.FromMilliseconds(500);

    private readonly HubConnection _hub = new(settings.CallInvoker, settings.Channel, settings.Address, settings.Interceptors);

    private DataConverter Converter => settings.DataConverter;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        CreateInstanceRequest request = StartRequest.Create(orchestratorName, Converter.Serialize(input), options, settings.DefaultVersion);
        using Activity? span = Tracing.StartCreation(request.Name, request.InstanceId);
        request.ParentTraceContext = Tracing.Current();
        try
        {
            return (await _hub.Stub.StartInstanceAsync(request, cancellationToken: cancellation)).InstanceId;
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.AlreadyExists)
        {
            throw new OrchestrationAlreadyExistsException(error.Status.Detail, error);
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Cancelled)
        {
            throw Cancelled(error, cancellation);
        }
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        Call(
            _hub.Stub.RaiseEventAsync(
                new RaiseEventRequest { InstanceId = Required(instanceId), Name = Required(eventName), Input = Converter.Serialize(eventPayload) },
                cancellationToken: cancellation),
            cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Poll(
            request => _hub.Stub.WaitForInstanceStartAsync(request, cancellationToken: cancellation),
            state => state.OrchestrationStatus != OrchestrationStatus.Pending,
            instanceId,
            getInputsAndOutputs,
            cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Poll(
            request => _hub.Stub.WaitForInstanceCompletionAsync(request, cancellationToken: cancellation),
            state => state.OrchestrationStatus is OrchestrationStatus.Completed or OrchestrationStatus.Failed or OrchestrationStatus.Terminated,
            instanceId,
            getInputsAndOutputs,
            cancellation);

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        Call(
            _hub.Stub.TerminateInstanceAsync(
                new TerminateRequest
                {
                    InstanceId = Required(instanceId),
                    Output = Converter.Serialize(options?.Output),
                    Recursive = options?.Recursive ?? false,
                },
                cancellationToken: cancellation),
            cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Call(
            _hub.Stub.SuspendInstanceAsync(new SuspendRequest { InstanceId = Required(instanceId), Reason = reason }, cancellationToken: cancellation),
            cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Call(
            _hub.Stub.ResumeInstanceAsync(new ResumeRequest { InstanceId = Required(instanceId), Reason = reason }, cancellationToken: cancellation),
            cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        GetInstanceRequest request = new() { InstanceId = Required(instanceId), GetInputsAndOutputs = getInputsAndOutputs };
        GetInstanceResponse response = await Call(_hub.Stub.GetInstanceAsync(request, cancellationToken: cancellation), cancellation);
        return response.Exists ? Metadata(response.OrchestrationState, getInputsAndOutputs) : null;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        OrchestrationQuery query = filter ?? new();
        return new FetchedPageable<OrchestrationMetadata>(async (token, size, cancellation) =>
        {
            InstanceQuery wire = new()
            {
                CreatedTimeFrom = query.CreatedFrom.ToWire(),
                CreatedTimeTo = query.CreatedTo.ToWire(),
                MaxInstanceCount = size ?? query.PageSize,
                ContinuationToken = token ?? query.ContinuationToken,
                InstanceIdPrefix = query.InstanceIdPrefix,
                FetchInputsAndOutputs = query.FetchInputsAndOutputs,
            };
            wire.RuntimeStatus.AddRange((query.Statuses ?? []).Select(status => status.ToWire()));
            wire.TaskHubNames.AddRange(query.TaskHubNames ?? []);
            QueryInstancesResponse response = await Call(
                _hub.Stub.QueryInstancesAsync(new QueryInstancesRequest { Query = wire }, cancellationToken: cancellation), cancellation);
            return new([.. response.OrchestrationState.Select(state => Metadata(state, query.FetchInputsAndOutputs))], response.ContinuationToken);
        });
    }

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        Purge(new() { InstanceId = Required(instanceId), Recursive = options?.Recursive ?? false, IsOrchestration = true }, cancellation);

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Timeout is { } bound)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(bound, TimeSpan.Zero, nameof(filter));
        }

        PurgeInstanceFilter wire = new()
        {
            CreatedTimeFrom = filter.CreatedFrom.ToWire(),
            CreatedTimeTo = filter.CreatedTo.ToWire(),
            Timeout = filter.Timeout is { } timeout ? Duration.FromTimeSpan(timeout) : null,
        };
        wire.RuntimeStatus.AddRange((filter.Statuses ?? []).Select(status => status.ToWire()));
        return Purge(new() { PurgeInstanceFilter = wire, Recursive = options?.Recursive ?? false, IsOrchestration = true }, cancellation);
    }

    public override async Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        RestartInstanceRequest request = new() { InstanceId = Required(instanceId), RestartWithNewInstanceId = restartWithNewInstanceId };
        return (await Call(_hub.Stub.RestartInstanceAsync(request, cancellationToken: cancellation), cancellation)).InstanceId;
    }

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        Call(
            _hub.Stub.RewindInstanceAsync(new RewindInstanceRequest { InstanceId = Required(instanceId), Reason = reason }, cancellationToken: cancellation),
            cancellation);

    public override async Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        ListInstanceIdsRequest request = new()
        {
            CompletedTimeFrom = completedTimeFrom.ToWire(),
            CompletedTimeTo = completedTimeTo.ToWire(),
            PageSize = pageSize,
            LastInstanceKey = lastInstanceKey,
        };
        request.RuntimeStatus.AddRange((runtimeStatus ?? []).Select(status => status.ToWire()));
        ListInstanceIdsResponse response = await Call(_hub.Stub.ListInstanceIdsAsync(request, cancellationToken: cancellation), cancellation);
        return new([.. response.InstanceIds], response.LastInstanceKey);
    }

    public override async Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default) =>
        (await ReadHistoryAsync(instanceId, cancellation)).ConvertAll(HistoryReading.ToModel);

    /// <summary>The history as it came over the wire.</summary>
    public async Task<List<Protocol.HistoryEvent>> ReadHistoryAsync(string instanceId, CancellationToken cancellation)
    {
        List<Protocol.HistoryEvent> history = [];
        StreamInstanceHistoryRequest request = new() { InstanceId = Required(instanceId) };
        try
        {
            using AsyncServerStreamingCall<HistoryChunk> call = _hub.Stub.StreamInstanceHistory(request, cancellationToken: cancellation);
            await foreach (HistoryChunk chunk in call.ResponseStream.ReadAllAsync(cancellation))
            {
                history.AddRange(chunk.Events);
            }
        }
        catch (RpcException error)
        {
            throw Translated(error, cancellation);
        }

        return history;
    }

    public override ValueTask DisposeAsync()
    {
        _hub.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<PurgeResult> Purge(PurgeInstancesRequest request, CancellationToken cancellation)
    {
        PurgeInstancesResponse response = await Call(_hub.Stub.PurgeInstancesAsync(request, cancellationToken: cancellation), cancellation);
        return new(response.DeletedInstanceCount, response.IsComplete);
    }

    /// <summary>Repeats a long poll until its answer satisfies: servers and proxies end long calls early.</summary>
    private async Task<OrchestrationMetadata> Poll(
        Func<GetInstanceRequest, AsyncUnaryCall<GetInstanceResponse>> ask,
        Func<OrchestrationState, bool> satisfies,
        string instanceId,
        bool getInputsAndOutputs,
        CancellationToken cancellation)
    {
        GetInstanceRequest request = new() { InstanceId = Required(instanceId), GetInputsAndOutputs = getInputsAndOutputs };
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                GetInstanceResponse response = await ask(request);
                if (!response.Exists)
                {
                    throw new OrchestrationNotFoundException($"There is no orchestration instance '{instanceId}'.");
                }

                if (satisfies(response.OrchestrationState))
                {
                    return Metadata(response.OrchestrationState, getInputsAndOutputs);
                }
            }
            catch (RpcException error) when (!cancellation.IsCancellationRequested
                && error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.Internal)
            {
                // Taken up again below.
            }
            catch (RpcException error)
            {
                throw Translated(error, cancellation);
            }

            await Task.Delay(s_pollPause, cancellation);
        }
    }

    private OrchestrationMetadata Metadata(OrchestrationState state, bool withData) => new(state.Name, state.InstanceId)
    {
        RuntimeStatus = state.OrchestrationStatus.ToModel(),
        CreatedAt = state.CreatedTimestamp?.ToDateTimeOffset() ?? default,
        LastUpdatedAt = state.LastUpdatedTimestamp?.ToDateTimeOffset() ?? default,
        SerializedInput = state.Input,
        SerializedOutput = state.Output,
        SerializedCustomStatus = state.CustomStatus,
        FailureDetails = state.FailureDetails?.ToModel(),
        ParentInstanceId = state.ParentInstanceId,
        Tags = new Dictionary<string, string>(state.Tags, StringComparer.Ordinal),
        DataConverter = withData ? Converter : null,
    };

    private static async Task<T> Call<T>(AsyncUnaryCall<T> call, CancellationToken cancellation)
    {
        try
        {
            return await call;
        }
        catch (RpcException error)
        {
            throw Translated(error, cancellation);
        }
        finally
        {
            call.Dispose();
        }
    }

    private static Exception Translated(RpcException error, CancellationToken cancellation) => error.StatusCode switch
    {
        StatusCode.Cancelled => Cancelled(error, cancellation),
        StatusCode.NotFound => new OrchestrationNotFoundException(error.Status.Detail, error),
        StatusCode.FailedPrecondition => new InvalidOperationException(error.Status.Detail, error),
        _ => error,
    };

    private static OperationCanceledException Cancelled(RpcException error, CancellationToken cancellation) =>
        new(error.Status.Detail, error, cancellation);

    private static string Required(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return value;
    }
}
