using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.DurableTask.Converters;
using VividMed.TaskHub.Monitoring;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Hosting;

/// <summary>What hubs of this project tell beyond the protocol; other engines are asked by the protocol alone, or not at all.</summary>
internal sealed class HubInspection(CallInvoker? hub, DurableTaskClient client)
{
    private readonly InstanceFinder _scan = InstanceScan.Over(client);

    /// <summary>Finds instances: by the hub itself where it can.</summary>
    public async Task<InstancePage> FindAsync(InstanceQuestion question, CancellationToken cancellationToken)
    {
        if (hub is null) return await _scan(question, cancellationToken);
        try
        {
            var answer = await new TaskHubMonitor.TaskHubMonitorClient(hub).FindInstancesAsync(Request(question), cancellationToken: cancellationToken);
            return new([.. answer.Instances.Select(Metadata)], answer.Total);
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.Unimplemented)
        {
            return await _scan(question, cancellationToken);
        }
    }

    /// <summary>What the hub is at; null where the engine does not tell.</summary>
    public async Task<HubFacts?> DescribeAsync(bool figuresOnly, CancellationToken cancellationToken)
    {
        if (hub is null) return null;
        try
        {
            return Facts(await new TaskHubMonitor.TaskHubMonitorClient(hub).DescribeHubAsync(new() { FiguresOnly = figuresOnly }, cancellationToken: cancellationToken));
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.Unimplemented)
        {
            return null;
        }
    }

    private static FindInstancesRequest Request(InstanceQuestion question)
    {
        var request = new FindInstancesRequest
        {
            InstanceIdPrefix = question.IdPrefix ?? "",
            InstanceIdPart = question.IdPart ?? "",
            InputPart = question.InputPart ?? "",
            CreatedFrom = question.CreatedFrom?.ToTimestamp(),
            Order = question.Sort switch
            {
                InstanceSort.Oldest => InstanceOrder.Oldest,
                InstanceSort.Updated => InstanceOrder.LastUpdated,
                InstanceSort.Id => InstanceOrder.ById,
                _ => InstanceOrder.Newest,
            },
            Offset = question.Offset,
            Count = question.Count,
            FetchInputs = question.Inputs,
        };
        request.Names.AddRange(question.Names);
        request.Statuses.AddRange(question.Statuses.Select(static status => (int)status));
        return request;
    }

    private static OrchestrationMetadata Metadata(FoundInstance found) => new(found.Name, found.InstanceId)
    {
        RuntimeStatus = (OrchestrationRuntimeStatus)found.Status,
        CreatedAt = found.Created.ToDateTimeOffset(),
        LastUpdatedAt = found.Updated.ToDateTimeOffset(),
        SerializedInput = found.HasInput ? found.Input : null,
        SerializedCustomStatus = found.HasCustomStatus ? found.CustomStatus : null,
        FailureDetails = found.Failure.IsEmpty ? null : Failure(Microsoft.DurableTask.Protobuf.TaskFailureDetails.Parser.ParseFrom(found.Failure)),
        DataConverter = JsonDataConverter.Default,
    };

    private static Microsoft.DurableTask.TaskFailureDetails Failure(Microsoft.DurableTask.Protobuf.TaskFailureDetails told) => new(
        told.ErrorType, told.ErrorMessage, told.StackTrace, told.InnerFailure is { } inner ? Failure(inner) : null, Properties: null);

    private static HubFacts Facts(HubDescription description) => new(
        description.Hub,
        description.Store,
        description.Statuses.ToDictionary(static status => (OrchestrationRuntimeStatus)status.Status, static status => status.Count),
        [.. description.Queues.Select(static queue => new HubQueue(queue.Name, queue.IsActivity, queue.Ready, queue.InFlight, queue.Since?.ToDateTimeOffset()))],
        [.. description.Workers.Select(static worker => new HubWorker(
            [.. worker.Orchestrations], [.. worker.Activities], worker.OrchestrationLimit, worker.ActivityLimit, worker.Connected.ToDateTimeOffset(),
            [.. worker.Held.Select(static held => new Workflows.Progress.HeldWork(held.Name, held.InstanceId, held.IsActivity, held.Since.ToDateTimeOffset()))]))])
    {
        Totals = description.Totals is { } totals ? Totals(totals) : new(),
    };

    private static Workflows.Progress.HubTotals Totals(TaskHub.Monitoring.HubTotals told) => new()
    {
        Turns = told.Turns,
        TurnTime = TimeSpan.FromSeconds(told.TurnSeconds),
        CommitTime = TimeSpan.FromSeconds(told.CommitSeconds),
        Replayed = told.Replayed,
        Activities = told.Activities,
        Redelivered = told.Redelivered,
        GivenUp = told.Poisoned,
    };
}
