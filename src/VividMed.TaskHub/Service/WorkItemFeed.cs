using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.Logging;
using VividMed.TaskHub.Dispatch;
using VividMed.TaskHub.Monitoring;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Service;

/// <summary>Feeds one worker over its stream for as long as it stays connected.</summary>
internal sealed class WorkItemFeed(Hub hub, ILogger<WorkItemFeed> logger)
{
    // A round costs the store one or two reads however much is in it; several workers share a burst.
    private const int Burst = 256;

    // Characters, or bytes: below this no work item needs to be measured.
    private const int MightBeTooLarge = 1 << 20;

    public async Task ServeAsync(GetWorkItemsRequest request, IServerStreamWriter<WorkItem> writer, ServerCallContext context)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, hub.Stopping);
        using var stream = Describe(request);
        hub.Dispatcher.Connect(stream);
        Log.WorkerConnected(logger);
        if (hub.Store.IsShared) hub.Accept(await hub.Store.ReadBacklogAsync());
        try
        {
            await context.WriteResponseHeadersAsync([]);
            while (true)
            {
                ends.Token.ThrowIfCancellationRequested();
                var leases = hub.Dispatcher.Take(stream, Math.Max(1, Burst / hub.Dispatcher.Streams));
                if (leases.Count > 0) await SendAsync(await LoadAsync(leases), writer, ends.Token);
                else if (!await stream.WaitAsync(hub.Options.HealthPingInterval, ends.Token)) await writer.WriteAsync(
                    new() { HealthPing = new() }, ends.Token);
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The worker left, or the hub stops: both end the stream in an orderly way.
        }
        finally
        {
            var (held, claimed) = hub.Dispatcher.Disconnect(stream);
            hub.Telemetry.Redelivered(hub.Name, held.Count);
            Log.WorkerDisconnected(logger, held.Count);
            await hub.ReleaseAsync([.. held, .. claimed]);
        }
    }

    /// <summary>What a worker has said about itself.</summary>
    public WorkerStream Describe(GetWorkItemsRequest request) => new(
        KindFilter.Orchestrations(request.WorkItemFilters),
        KindFilter.Activities(request.WorkItemFilters),
        request.MaxConcurrentOrchestrationWorkItems > 0
            ? request.MaxConcurrentOrchestrationWorkItems
            : hub.Options.DefaultOrchestrationLimit,
        request.MaxConcurrentActivityWorkItems > 0 ? request.MaxConcurrentActivityWorkItems : hub.Options.DefaultActivityLimit,
        request.Capabilities.Contains(WorkerCapability.HistoryStreaming));

    /// <summary>The work items of leases; a lease whose work is gone has ended.</summary>
    public async Task<List<WorkItem>> LoadAsync(IReadOnlyList<Lease> leases)
    {
        var items = new List<WorkItem>(leases.Count);
        var activities = leases.Where(lease => lease.Unit.IsActivity).ToList();
        if (activities.Count > 0) items.AddRange(await LoadActivitiesAsync(activities));
        var turns = leases.Where(lease => !lease.Unit.IsActivity).ToList();
        if (turns.Count > 0) items.AddRange(await LoadTurnsAsync(turns));
        return items;
    }

    private static async Task SendAsync(List<WorkItem> items, IServerStreamWriter<WorkItem> writer, CancellationToken cancellationToken)
    {
        for (var i = 0; i < items.Count; i++)
        {
            writer.WriteOptions = i < items.Count - 1 ? new(WriteFlags.BufferHint) : WriteOptions.Default;
            await writer.WriteAsync(items[i], cancellationToken);
        }
    }

    private async Task<List<WorkItem>> LoadActivitiesAsync(List<Lease> leases)
    {
        var items = new List<WorkItem>(leases.Count);
        var unclaimed = new List<Lease>();
        foreach (var lease in leases)
        {
            if (lease.Unit.TakeClaimed() is { } claimed) items.Add(RequestOf(lease, claimed));
            else unclaimed.Add(lease);
        }

        if (unclaimed.Count == 0) return items;
        var requests = await hub.Store.LoadActivitiesAsync([.. unclaimed.Select(lease => lease.Unit.Key)]);
        foreach (var lease in unclaimed)
        {
            if (requests.TryGetValue(lease.Unit.Key, out var request)) items.Add(RequestOf(lease, request));
            else if (hub.Dispatcher.Claim(lease)) hub.Dispatcher.Finish(lease.Unit);
        }

        return items;
    }

    private static WorkItem RequestOf(Lease lease, ActivityRequest request)
    {
        var item = new WorkItem { ActivityRequest = request, CompletionToken = lease.Token };
        if (request.Input is { Length: > MightBeTooLarge }) Note(lease, item);
        return item;
    }

    private static void Note(Lease lease, WorkItem item)
    {
        var size = item.CalculateSize();
        if (size > MessageLimit.DefaultOfChannels) lease.Unit.LargestMessage = size;
    }

    private async Task<List<WorkItem>> LoadTurnsAsync(List<Lease> leases)
    {
        var items = new List<WorkItem>(leases.Count);
        var turns = await hub.Store.LoadTurnsAsync([.. leases.Select(lease => lease.Unit.Key)]);
        foreach (var lease in leases)
        {
            if (turns.TryGetValue(lease.Unit.Key, out var turn)) items.Add(await RequestAsync(lease, turn));
            else if (hub.Dispatcher.Claim(lease)) hub.Dispatcher.Finish(lease.Unit);
        }

        return items;
    }

    private async Task<WorkItem> RequestAsync(Lease lease, TurnInput turn)
    {
        lease.Turn = turn with { NewEvents = [HistoryEvents.OrchestratorStarted(hub.Time.GetUtcNow()), .. turn.NewEvents] };
        var request = new OrchestratorRequest { InstanceId = turn.Instance.Id, ExecutionId = turn.Instance.ExecutionId };
        request.NewEvents.AddRange(lease.Turn.NewEvents);
        if (turn.Instance.HistoryBytes > hub.Options.InlineHistoryBytes && lease.Stream.StreamsHistory)
        {
            request.RequiresHistoryStreaming = true;
        }
        else
        {
            lease.Past = hub.Histories.Take(turn.Instance) ?? await ReadHistoryAsync(turn.Instance);
            request.PastEvents.AddRange(lease.Past);
        }

        request.OrchestrationTraceContext = SpanOfExecution.Of(turn.Instance, request.PastEvents.Concat(request.NewEvents));
        var item = new WorkItem { OrchestratorRequest = request, CompletionToken = lease.Token };
        if (turn.Bytes > MightBeTooLarge) Note(lease, item);
        return item;
    }

    private async Task<List<HistoryEvent>> ReadHistoryAsync(InstanceRow instance)
    {
        var history = new List<HistoryEvent>(instance.HistoryLength);
        while (history.Count < instance.HistoryLength && await hub.Store.ReadHistoryAsync(instance.Key, history.Count) is { Count: > 0 } chunk)
        {
            history.AddRange(chunk);
        }

        return history;
    }
}
