using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Dispatch;
using VividMed.TaskHub.Monitoring;
using VividMed.TaskHub.Stores;

namespace VividMed.TaskHub.Service;

/// <summary>Answers what the Durable Task protocol has no question for.</summary>
internal sealed class TaskHubMonitorService(HubDirectory hubs) : TaskHubMonitor.TaskHubMonitorBase
{
    private const int DefaultPage = 100;
    private const int MaxPage = 1000;

    // Clients refuse messages above 4 MiB by default.
    private const int MaxInputBytes = 2 << 20;

    public override Task<UnservedWorkResponse> ListUnservedWork(UnservedWorkRequest request, ServerCallContext context)
    {
        var response = new UnservedWorkResponse();
        foreach (var waiting in hubs.Of(context).Hub.Dispatcher.Unserved(request.InstanceIdPrefix))
        {
            response.Work.Add(new UnservedWork
            {
                Name = waiting.Kind.Name,
                Version = waiting.Kind.Version,
                IsActivity = waiting.IsActivity,
                Count = waiting.Count,
                Since = waiting.Since.ToTimestamp(),
            });
        }

        return Task.FromResult(response);
    }

    public override async Task<FindInstancesResponse> FindInstances(FindInstancesRequest request, ServerCallContext context)
    {
        var search = new InstanceSearch
        {
            Filter = new InstanceFilter
            {
                Statuses = [.. request.Statuses.Select(static status => (OrchestrationStatus)status)],
                IdPrefix = request.InstanceIdPrefix,
                CreatedFrom = request.CreatedFrom?.ToDateTimeOffset(),
                CreatedTo = request.CreatedTo?.ToDateTimeOffset(),
            },
            Names = request.Names,
            IdPart = request.InstanceIdPart,
            InputPart = request.InputPart,
            Order = request.Order,
            Offset = Math.Max(0, request.Offset),
            Count = request.Count <= 0 ? DefaultPage : Math.Min(request.Count, MaxPage),
            Inputs = request.FetchInputs,
        };
        var (page, total) = await hubs.Of(context).Hub.Store.SearchAsync(search);
        var response = new FindInstancesResponse { Total = total };
        response.Instances.AddRange(page.Select(Found));
        var bytes = 0L;
        foreach (var found in response.Instances)
        {
            if ((bytes += found.CalculateSize()) > MaxInputBytes) found.ClearInput();
        }

        return response;
    }

    public override async Task<HubDescription> DescribeHub(DescribeHubRequest request, ServerCallContext context)
    {
        var hub = hubs.Of(context).Hub;
        var description = new HubDescription { Hub = hub.Name, Store = hub.Store.IsShared ? "PostgreSQL" : "SQLite", Totals = hub.Telemetry.TotalsOf(hub.Name).Read() };
        if (!request.FiguresOnly)
        {
            var statuses = await hub.Store.CountByStatusAsync();
            description.Statuses.AddRange(statuses.OrderBy(static status => status.Key).Select(static status => new StatusCount { Status = (int)status.Key, Count = status.Value }));
        }

        var view = hub.Dispatcher.Look();
        description.Queues.AddRange(view.Queues.Select(static queue => new WorkQueue
        {
            Name = queue.Name, IsActivity = queue.IsActivity, Ready = queue.Ready, InFlight = queue.InFlight, Since = queue.Since?.ToTimestamp(),
        }));
        description.Workers.AddRange(view.Workers.Select(Connected));
        return description;
    }

    private static FoundInstance Found(OrchestrationState state)
    {
        var found = new FoundInstance
        {
            InstanceId = state.InstanceId,
            Name = state.Name,
            Status = (int)state.OrchestrationStatus,
            Created = state.CreatedTimestamp,
            Updated = state.LastUpdatedTimestamp,
            Failure = state.FailureDetails?.ToByteString() ?? ByteString.Empty,
        };
        if (state.Input is { } input) found.Input = input;
        if (state.CustomStatus is { } status) found.CustomStatus = status;
        return found;
    }

    private static ConnectedWorker Connected(WorkerView worker)
    {
        var connected = new ConnectedWorker
        {
            OrchestrationLimit = worker.OrchestrationLimit,
            ActivityLimit = worker.ActivityLimit,
            Connected = worker.Connected.ToTimestamp(),
        };
        connected.Orchestrations.AddRange(worker.Orchestrations);
        connected.Activities.AddRange(worker.Activities);
        connected.Held.AddRange(worker.Held.Select(static held => new HeldWork
        {
            Name = held.Name, InstanceId = held.InstanceId, IsActivity = held.IsActivity, Since = held.Since.ToTimestamp(),
        }));
        return connected;
    }
}
