using System.Data.Common;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.Logging;
using VividMed.TaskHub.Monitoring;

namespace VividMed.TaskHub.Service;

/// <summary>The gRPC surface; each call goes to the class that knows about it. Entities are not part of this hub.</summary>
internal sealed class TaskHubService(HubDirectory hubs, ILogger<TaskHubService> logger)
    : TaskHubSidecarService.TaskHubSidecarServiceBase
{
    public override Task<Empty> Hello(Empty request, ServerCallContext context)
    {
        _ = hubs.Of(context);
        return Task.FromResult(new Empty());
    }

    public override Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Commands.StartAsync(request));

    public override Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Reads.GetAsync(request));

    public override Task<RewindInstanceResponse> RewindInstance(RewindInstanceRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Commands.RewindAsync(request));

    public override Task<RestartInstanceResponse> RestartInstance(RestartInstanceRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Commands.RestartAsync(request));

    public override Task<GetInstanceResponse> WaitForInstanceStart(GetInstanceRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Reads.WaitForStartAsync(request, context.CancellationToken));

    public override Task<GetInstanceResponse> WaitForInstanceCompletion(GetInstanceRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Reads.WaitForEndAsync(request, context.CancellationToken));

    public override Task<RaiseEventResponse> RaiseEvent(RaiseEventRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Commands.RaiseEventAsync(request));

    public override Task<TerminateResponse> TerminateInstance(TerminateRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Commands.TerminateAsync(request));

    public override Task<SuspendResponse> SuspendInstance(SuspendRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Commands.SuspendAsync(request));

    public override Task<ResumeResponse> ResumeInstance(ResumeRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Commands.ResumeAsync(request));

    public override Task<QueryInstancesResponse> QueryInstances(QueryInstancesRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Reads.QueryAsync(request));

    public override Task<ListInstanceIdsResponse> ListInstanceIds(ListInstanceIdsRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Reads.ListIdsAsync(request));

    public override Task<PurgeInstancesResponse> PurgeInstances(PurgeInstancesRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Commands.PurgeAsync(request));

    public override Task GetWorkItems(
        GetWorkItemsRequest request, IServerStreamWriter<WorkItem> responseStream, ServerCallContext context) =>
        StreamAsync(context, hub => hub.Feed.ServeAsync(request, responseStream, context));

    public override Task<CompleteTaskResponse> CompleteActivityTask(ActivityResponse request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Completions.CompleteActivityAsync(request));

    public override Task<CompleteTaskResponse> CompleteOrchestratorTask(OrchestratorResponse request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Completions.CompleteTurnAsync(request));

    public override Task StreamInstanceHistory(
        StreamInstanceHistoryRequest request, IServerStreamWriter<HistoryChunk> responseStream, ServerCallContext context) =>
        StreamAsync(context, hub => hub.Reads.StreamHistoryAsync(request, responseStream, context.CancellationToken));

    public override Task<CreateTaskHubResponse> CreateTaskHub(CreateTaskHubRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Commands.CreateHubAsync(request));

    public override Task<DeleteTaskHubResponse> DeleteTaskHub(DeleteTaskHubRequest request, ServerCallContext context) =>
        CallAsync(context, hub => hub.Commands.DeleteHubAsync());

    public override Task<AbandonActivityTaskResponse> AbandonTaskActivityWorkItem(
        AbandonActivityTaskRequest request, ServerCallContext context)
    {
        hubs.Of(context).Completions.Abandon(request.CompletionToken);
        return Task.FromResult(new AbandonActivityTaskResponse());
    }

    public override Task<AbandonOrchestrationTaskResponse> AbandonTaskOrchestratorWorkItem(
        AbandonOrchestrationTaskRequest request, ServerCallContext context)
    {
        hubs.Of(context).Completions.Abandon(request.CompletionToken);
        return Task.FromResult(new AbandonOrchestrationTaskResponse());
    }

    public override Task<SkipGracefulOrchestrationTerminationsResponse> SkipGracefulOrchestrationTerminations(
        SkipGracefulOrchestrationTerminationsRequest request, ServerCallContext context) => CallAsync(context,
        hub => hub.Commands.TerminateBatchAsync(request));

    public override Task<CompleteTaskResponse> CompleteEntityTask(EntityBatchResult request, ServerCallContext context) =>
        throw NoEntities();

    public override Task<AbandonEntityTaskResponse> AbandonTaskEntityWorkItem(
        AbandonEntityTaskRequest request, ServerCallContext context) => throw NoEntities();

    public override Task<SignalEntityResponse> SignalEntity(SignalEntityRequest request, ServerCallContext context) => throw NoEntities();

    public override Task<GetEntityResponse> GetEntity(GetEntityRequest request, ServerCallContext context) => throw NoEntities();

    public override Task<QueryEntitiesResponse> QueryEntities(QueryEntitiesRequest request, ServerCallContext context) =>
        throw NoEntities();

    public override Task<CleanEntityStorageResponse> CleanEntityStorage(CleanEntityStorageRequest request, ServerCallContext context) =>
        throw NoEntities();

    private async Task<T> CallAsync<T>(ServerCallContext context, Func<HubHandlers, Task<T>> call)
    {
        try
        {
            return await call(hubs.Of(context));
        }
        catch (Exception e) when (StoreOutage.Is(e))
        {
            throw StoreOutage.Tell(e, logger);
        }
    }

    private async Task StreamAsync(ServerCallContext context, Func<HubHandlers, Task> call)
    {
        try
        {
            await call(hubs.Of(context));
        }
        catch (Exception e) when (StoreOutage.Is(e))
        {
            throw StoreOutage.Tell(e, logger);
        }
    }

    private static RpcException NoEntities() =>
        new(new Status(StatusCode.Unimplemented, "This task hub runs orchestrations and activities; it has no entities."));
}

/// <summary>
/// Tells callers that the store does not answer, or that the hub stops, in the one way that makes them try again; and what is wrong with a
/// store that does not do, in its own words.
/// </summary>
internal static class StoreOutage
{
    public static bool Is(Exception error) => error is TaskHubException or DbException or ChannelClosedException or ObjectDisposedException;

    public static RpcException Tell(Exception error, ILogger logger)
    {
        // Trying again at once mends no full disk and no damaged file, so it is not called away for a moment.
        if (error is TaskHubException fault)
        {
            return new(new Status(fault.Code == TaskHubException.DiskFull ? StatusCode.ResourceExhausted : StatusCode.DataLoss, fault.Message));
        }

        if (error is not DbException) return new(new Status(StatusCode.Unavailable, "The task hub is stopping."));
        Log.StoreFailed(logger, error);
        return new(new Status(StatusCode.Unavailable, "The task hub's database does not answer."));
    }
}
