using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using VividMed.DurableTask.Protocol;

namespace VividMed.TaskHub;

/// <summary>The gRPC surface; each call goes to the class that knows about it. Entities are not part of this hub.</summary>
internal sealed class TaskHubService(InstanceCommands commands, InstanceReads reads, WorkItemFeed feed, WorkCompletions completions)
    : TaskHubSidecarService.TaskHubSidecarServiceBase
{
    public override Task<Empty> Hello(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context) => commands.StartAsync(request);

    public override Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context) => reads.GetAsync(request);

    public override Task<RewindInstanceResponse> RewindInstance(RewindInstanceRequest request, ServerCallContext context) => commands.RewindAsync(request);

    public override Task<RestartInstanceResponse> RestartInstance(RestartInstanceRequest request, ServerCallContext context) => commands.RestartAsync(request);

    public override Task<GetInstanceResponse> WaitForInstanceStart(GetInstanceRequest request, ServerCallContext context) =>
        reads.WaitAsync(request, static status => status != OrchestrationStatus.Pending, context.CancellationToken);

    public override Task<GetInstanceResponse> WaitForInstanceCompletion(GetInstanceRequest request, ServerCallContext context) =>
        reads.WaitAsync(request, static status => status.IsFinal, context.CancellationToken);

    public override Task<RaiseEventResponse> RaiseEvent(RaiseEventRequest request, ServerCallContext context) => commands.RaiseEventAsync(request);

    public override Task<TerminateResponse> TerminateInstance(TerminateRequest request, ServerCallContext context) => commands.TerminateAsync(request);

    public override Task<SuspendResponse> SuspendInstance(SuspendRequest request, ServerCallContext context) => commands.SuspendAsync(request);

    public override Task<ResumeResponse> ResumeInstance(ResumeRequest request, ServerCallContext context) => commands.ResumeAsync(request);

    public override Task<QueryInstancesResponse> QueryInstances(QueryInstancesRequest request, ServerCallContext context) => reads.QueryAsync(request);

    public override Task<ListInstanceIdsResponse> ListInstanceIds(ListInstanceIdsRequest request, ServerCallContext context) => reads.ListIdsAsync(request);

    public override Task<PurgeInstancesResponse> PurgeInstances(PurgeInstancesRequest request, ServerCallContext context) => commands.PurgeAsync(request);

    public override Task GetWorkItems(GetWorkItemsRequest request, IServerStreamWriter<WorkItem> responseStream, ServerCallContext context) =>
        feed.ServeAsync(request, responseStream, context);

    public override Task<CompleteTaskResponse> CompleteActivityTask(ActivityResponse request, ServerCallContext context) => completions.CompleteActivityAsync(request);

    public override Task<CompleteTaskResponse> CompleteOrchestratorTask(OrchestratorResponse request, ServerCallContext context) => completions.CompleteTurnAsync(request);

    public override Task StreamInstanceHistory(StreamInstanceHistoryRequest request, IServerStreamWriter<HistoryChunk> responseStream, ServerCallContext context) =>
        reads.StreamHistoryAsync(request, responseStream, context.CancellationToken);

    public override Task<CreateTaskHubResponse> CreateTaskHub(CreateTaskHubRequest request, ServerCallContext context) => commands.CreateHubAsync(request);

    public override Task<DeleteTaskHubResponse> DeleteTaskHub(DeleteTaskHubRequest request, ServerCallContext context) => commands.DeleteHubAsync();

    public override Task<AbandonActivityTaskResponse> AbandonTaskActivityWorkItem(AbandonActivityTaskRequest request, ServerCallContext context)
    {
        completions.Abandon(request.CompletionToken);
        return Task.FromResult(new AbandonActivityTaskResponse());
    }

    public override Task<AbandonOrchestrationTaskResponse> AbandonTaskOrchestratorWorkItem(AbandonOrchestrationTaskRequest request, ServerCallContext context)
    {
        completions.Abandon(request.CompletionToken);
        return Task.FromResult(new AbandonOrchestrationTaskResponse());
    }

    public override Task<SkipGracefulOrchestrationTerminationsResponse> SkipGracefulOrchestrationTerminations(
        SkipGracefulOrchestrationTerminationsRequest request, ServerCallContext context) => commands.TerminateBatchAsync(request);

    public override Task<CompleteTaskResponse> CompleteEntityTask(EntityBatchResult request, ServerCallContext context) => throw NoEntities();

    public override Task<AbandonEntityTaskResponse> AbandonTaskEntityWorkItem(AbandonEntityTaskRequest request, ServerCallContext context) => throw NoEntities();

    public override Task<SignalEntityResponse> SignalEntity(SignalEntityRequest request, ServerCallContext context) => throw NoEntities();

    public override Task<GetEntityResponse> GetEntity(GetEntityRequest request, ServerCallContext context) => throw NoEntities();

    public override Task<QueryEntitiesResponse> QueryEntities(QueryEntitiesRequest request, ServerCallContext context) => throw NoEntities();

    public override Task<CleanEntityStorageResponse> CleanEntityStorage(CleanEntityStorageRequest request, ServerCallContext context) => throw NoEntities();

    private static RpcException NoEntities() =>
        new(new Status(StatusCode.Unimplemented, "This task hub runs orchestrations and activities; it has no entities."));
}
