using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using VividMed.DurableTask.Protocol;

namespace VividMed.TaskHub;

/// <summary>The gRPC surface; each call goes to the class that knows about it. Entities are not part of this hub.</summary>
internal sealed class TaskHubService(HubDirectory hubs)
    : TaskHubSidecarService.TaskHubSidecarServiceBase
{
    public override Task<Empty> Hello(Empty request, ServerCallContext context)
    {
        _ = hubs.Of(context);
        return Task.FromResult(new Empty());
    }

    public override Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context) => hubs.Of(context).Commands.StartAsync(request);

    public override Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context) => hubs.Of(context).Reads.GetAsync(request);

    public override Task<RewindInstanceResponse> RewindInstance(RewindInstanceRequest request, ServerCallContext context) => hubs.Of(context).Commands.RewindAsync(request);

    public override Task<RestartInstanceResponse> RestartInstance(RestartInstanceRequest request, ServerCallContext context) => hubs.Of(context).Commands.RestartAsync(request);

    public override Task<GetInstanceResponse> WaitForInstanceStart(GetInstanceRequest request, ServerCallContext context) =>
        hubs.Of(context).Reads.WaitForStartAsync(request, context.CancellationToken);

    public override Task<GetInstanceResponse> WaitForInstanceCompletion(GetInstanceRequest request, ServerCallContext context) =>
        hubs.Of(context).Reads.WaitForEndAsync(request, context.CancellationToken);

    public override Task<RaiseEventResponse> RaiseEvent(RaiseEventRequest request, ServerCallContext context) => hubs.Of(context).Commands.RaiseEventAsync(request);

    public override Task<TerminateResponse> TerminateInstance(TerminateRequest request, ServerCallContext context) => hubs.Of(context).Commands.TerminateAsync(request);

    public override Task<SuspendResponse> SuspendInstance(SuspendRequest request, ServerCallContext context) => hubs.Of(context).Commands.SuspendAsync(request);

    public override Task<ResumeResponse> ResumeInstance(ResumeRequest request, ServerCallContext context) => hubs.Of(context).Commands.ResumeAsync(request);

    public override Task<QueryInstancesResponse> QueryInstances(QueryInstancesRequest request, ServerCallContext context) => hubs.Of(context).Reads.QueryAsync(request);

    public override Task<ListInstanceIdsResponse> ListInstanceIds(ListInstanceIdsRequest request, ServerCallContext context) => hubs.Of(context).Reads.ListIdsAsync(request);

    public override Task<PurgeInstancesResponse> PurgeInstances(PurgeInstancesRequest request, ServerCallContext context) => hubs.Of(context).Commands.PurgeAsync(request);

    public override Task GetWorkItems(GetWorkItemsRequest request, IServerStreamWriter<WorkItem> responseStream, ServerCallContext context) =>
        hubs.Of(context).Feed.ServeAsync(request, responseStream, context);

    public override Task<CompleteTaskResponse> CompleteActivityTask(ActivityResponse request, ServerCallContext context) => hubs.Of(context).Completions.CompleteActivityAsync(request);

    public override Task<CompleteTaskResponse> CompleteOrchestratorTask(OrchestratorResponse request, ServerCallContext context) => hubs.Of(context).Completions.CompleteTurnAsync(request);

    public override Task StreamInstanceHistory(StreamInstanceHistoryRequest request, IServerStreamWriter<HistoryChunk> responseStream, ServerCallContext context) =>
        hubs.Of(context).Reads.StreamHistoryAsync(request, responseStream, context.CancellationToken);

    public override Task<CreateTaskHubResponse> CreateTaskHub(CreateTaskHubRequest request, ServerCallContext context) => hubs.Of(context).Commands.CreateHubAsync(request);

    public override Task<DeleteTaskHubResponse> DeleteTaskHub(DeleteTaskHubRequest request, ServerCallContext context) => hubs.Of(context).Commands.DeleteHubAsync();

    public override Task<AbandonActivityTaskResponse> AbandonTaskActivityWorkItem(AbandonActivityTaskRequest request, ServerCallContext context)
    {
        hubs.Of(context).Completions.Abandon(request.CompletionToken);
        return Task.FromResult(new AbandonActivityTaskResponse());
    }

    public override Task<AbandonOrchestrationTaskResponse> AbandonTaskOrchestratorWorkItem(AbandonOrchestrationTaskRequest request, ServerCallContext context)
    {
        hubs.Of(context).Completions.Abandon(request.CompletionToken);
        return Task.FromResult(new AbandonOrchestrationTaskResponse());
    }

    public override Task<SkipGracefulOrchestrationTerminationsResponse> SkipGracefulOrchestrationTerminations(
        SkipGracefulOrchestrationTerminationsRequest request, ServerCallContext context) => hubs.Of(context).Commands.TerminateBatchAsync(request);

    public override Task<CompleteTaskResponse> CompleteEntityTask(EntityBatchResult request, ServerCallContext context) => throw NoEntities();

    public override Task<AbandonEntityTaskResponse> AbandonTaskEntityWorkItem(AbandonEntityTaskRequest request, ServerCallContext context) => throw NoEntities();

    public override Task<SignalEntityResponse> SignalEntity(SignalEntityRequest request, ServerCallContext context) => throw NoEntities();

    public override Task<GetEntityResponse> GetEntity(GetEntityRequest request, ServerCallContext context) => throw NoEntities();

    public override Task<QueryEntitiesResponse> QueryEntities(QueryEntitiesRequest request, ServerCallContext context) => throw NoEntities();

    public override Task<CleanEntityStorageResponse> CleanEntityStorage(CleanEntityStorageRequest request, ServerCallContext context) => throw NoEntities();

    private static RpcException NoEntities() =>
        new(new Status(StatusCode.Unimplemented, "This task hub runs orchestrations and activities; it has no entities."));
}
