using Grpc.Core;
using Microsoft.Extensions.Logging;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Worker;

/// <summary>Does one work item and tells the hub, or hands it back.</summary>
internal sealed class WorkItemProcessor(
    TaskHubSidecarService.TaskHubSidecarServiceClient hub,
    OrchestrationRunner orchestrations,
    ActivityRunner activities,
    ILogger logger)
{
    /// <param name="item">What the hub leased to this worker.</param>
    /// <param name="working">Fires when an activity should give up.</param>
    /// <param name="sending">Fires when no answer can be sent any more.</param>
    public async Task ProcessAsync(WorkItem item, CancellationToken working, CancellationToken sending)
    {
        try
        {
            switch (item.RequestCase)
            {
                case WorkItem.RequestOneofCase.OrchestratorRequest:
                    await OrchestrateAsync(item.OrchestratorRequest, item.CompletionToken, sending);
                    break;
                case WorkItem.RequestOneofCase.ActivityRequest:
                    await ActAsync(item.ActivityRequest, item.CompletionToken, working, sending);
                    break;
                case WorkItem.RequestOneofCase.EntityRequest:
                case WorkItem.RequestOneofCase.EntityRequestV2:
                    logger.EntityRefused();
                    await AbandonAsync(item, sending);
                    break;
            }
        }
        catch (Exception error) when (error is not OperationCanceledException || !sending.IsCancellationRequested)
        {
            logger.WorkItemBroken(error);
            await AbandonAsync(item, sending);
        }
    }

    /// <summary>Hands a work item back, once: when this fails, the end of the stream does the same.</summary>
    public async Task AbandonAsync(WorkItem item, CancellationToken sending)
    {
        string token = item.CompletionToken;
        try
        {
            switch (item.RequestCase)
            {
                case WorkItem.RequestOneofCase.OrchestratorRequest:
                    await hub.AbandonTaskOrchestratorWorkItemAsync(new() { CompletionToken = token }, cancellationToken: sending);
                    break;
                case WorkItem.RequestOneofCase.ActivityRequest:
                    await hub.AbandonTaskActivityWorkItemAsync(new() { CompletionToken = token }, cancellationToken: sending);
                    break;
                case WorkItem.RequestOneofCase.EntityRequest:
                case WorkItem.RequestOneofCase.EntityRequestV2:
                    await hub.AbandonTaskEntityWorkItemAsync(new() { CompletionToken = token }, cancellationToken: sending);
                    break;
            }
        }
        catch (RpcException)
        {
            // The lease ends with the stream.
        }
    }

    private async Task OrchestrateAsync(OrchestratorRequest request, string token, CancellationToken sending)
    {
        if (request.RequiresHistoryStreaming)
        {
            await LoadHistoryAsync(request, sending);
        }

        if (orchestrations.Rejects(request))
        {
            logger.HandedBack(request.InstanceId, "its version does not match");
            await AbandonAsync(new() { OrchestratorRequest = request, CompletionToken = token }, sending);
            return;
        }

        OrchestratorResponse response = orchestrations.Run(request);
        response.CompletionToken = token;
        try
        {
            await SendAsync();
        }
        catch (PayloadTooLargeException error)
        {
            // It would be too large the next time, too: handing the turn back would repeat it for ever.
            response.Actions.Clear();
            response.CustomStatus = null;
            response.Actions.Add(new OrchestratorAction
            {
                Id = -1,
                CompleteOrchestration = new() { OrchestrationStatus = OrchestrationStatus.Failed, FailureDetails = NonRetriable(error) },
            });
            await SendAsync();
        }

        Report(response);

        Task SendAsync() => Backoff.SendAsync(cancellation => hub.CompleteOrchestratorTaskAsync(response, cancellationToken: cancellation), sending);
    }

    private static Protocol.TaskFailureDetails NonRetriable(Exception error)
    {
        Protocol.TaskFailureDetails failure = DurableTask.TaskFailureDetails.FromException(error).ToWire();
        failure.IsNonRetriable = true;
        return failure;
    }

    private async Task LoadHistoryAsync(OrchestratorRequest request, CancellationToken cancellation)
    {
        StreamInstanceHistoryRequest wanted = new()
        {
            InstanceId = request.InstanceId,
            ExecutionId = request.ExecutionId,
            ForWorkItemProcessing = true,
        };
        request.PastEvents.Clear();
        using AsyncServerStreamingCall<HistoryChunk> history = hub.StreamInstanceHistory(wanted, cancellationToken: cancellation);
        await foreach (HistoryChunk chunk in history.ResponseStream.ReadAllAsync(cancellation))
        {
            request.PastEvents.AddRange(chunk.Events);
        }
    }

    private async Task ActAsync(ActivityRequest request, string token, CancellationToken working, CancellationToken sending)
    {
        string instance = request.OrchestrationInstance?.InstanceId ?? string.Empty;
        ActivityResponse response;
        try
        {
            response = await activities.RunAsync(request, working);
        }
        catch (OperationCanceledException) when (working.IsCancellationRequested)
        {
            logger.HandedBack(instance, "the worker stops or lost its lease");
            await AbandonAsync(new() { ActivityRequest = request, CompletionToken = token }, sending);
            return;
        }

        response.CompletionToken = token;
        try
        {
            await SendAsync();
        }
        catch (PayloadTooLargeException error)
        {
            (response.Result, response.FailureDetails) = (null, NonRetriable(error));
            await SendAsync();
        }

        if (response.FailureDetails is { } failure)
        {
            logger.ActivityFailed(request.Name, request.TaskId, instance, failure.ErrorType);
        }
        else
        {
            logger.ActivitySucceeded(request.Name, request.TaskId, instance);
        }

        Task SendAsync() => Backoff.SendAsync(cancellation => hub.CompleteActivityTaskAsync(response, cancellationToken: cancellation), sending);
    }

    private void Report(OrchestratorResponse response)
    {
        if (response.Actions.LastOrDefault()?.CompleteOrchestration?.FailureDetails is { } failure)
        {
            logger.OrchestrationFailed(response.InstanceId, failure.ErrorType);
        }
        else
        {
            logger.TurnEnded(response.InstanceId, response.Actions.Count);
        }
    }
}
