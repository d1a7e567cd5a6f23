using System.Globalization;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Dispatch;
using VividMed.TaskHub.Stores;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Service;

/// <summary>What clients ask about instances.</summary>
internal sealed class InstanceReads(Hub hub)
{
    private const int DefaultPage = 100;
    private const int MaxPage = 1000;
    private const int MaxPageBytes = 2 << 20;

    public async Task<GetInstanceResponse> GetAsync(GetInstanceRequest request)
    {
        var state = await hub.Store.GetAsync(request.InstanceId, request.GetInputsAndOutputs);
        return new() { Exists = state is not null, OrchestrationState = state };
    }

    public Task<GetInstanceResponse> WaitForStartAsync(GetInstanceRequest request, CancellationToken cancellationToken) =>
        WaitAsync(request, static status => status != OrchestrationStatus.Pending, hub.Starts, cancellationToken);

    public Task<GetInstanceResponse> WaitForEndAsync(GetInstanceRequest request, CancellationToken cancellationToken) =>
        WaitAsync(request, static status => status.IsFinal, hub.Ends, cancellationToken);

    /// <summary>
    /// Answers when the instance has a wanted status; it may take as long as the caller allows. What is not there yet may be started
    /// meanwhile.
    /// </summary>
    private async Task<GetInstanceResponse> WaitAsync(
        GetInstanceRequest request, Predicate<OrchestrationStatus> wanted, InstanceSignals signals, CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, hub.Stopping);
        signals.Watch(request.InstanceId);
        try
        {
            while (true)
            {
                var change = signals.Next(request.InstanceId);
                var response = await GetAsync(request);
                if (response.Exists && wanted(response.OrchestrationState.OrchestrationStatus)) return response;
                await change.WaitAsync(ends.Token);
            }
        }
        catch (OperationCanceledException) when (hub.Stopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The task hub is stopping."));
        }
        finally
        {
            signals.Unwatch(request.InstanceId);
        }
    }

    public async Task<QueryInstancesResponse> QueryAsync(QueryInstancesRequest request)
    {
        var query = request.Query ?? new();
        // A call reaches one hub: asked for others by name, it has nothing to say.
        if (query.TaskHubNames.Count > 0 && !query.TaskHubNames.Contains(hub.Name, StringComparer.OrdinalIgnoreCase)) return new();
        var filter = new InstanceFilter
        {
            Statuses = query.RuntimeStatus,
            IdPrefix = query.InstanceIdPrefix,
            CreatedFrom = query.CreatedTimeFrom?.ToDateTimeOffset(),
            CreatedTo = query.CreatedTimeTo?.ToDateTimeOffset(),
        };
        var (page, next) = await PageAsync(filter, query.ContinuationToken, query.MaxInstanceCount, query.FetchInputsAndOutputs);
        var response = new QueryInstancesResponse { ContinuationToken = next };
        response.OrchestrationState.AddRange(page);
        return response;
    }

    public async Task<ListInstanceIdsResponse> ListIdsAsync(ListInstanceIdsRequest request)
    {
        var filter = new InstanceFilter
        {
            Statuses = request.RuntimeStatus,
            CompletedFrom = request.CompletedTimeFrom?.ToDateTimeOffset(),
            CompletedTo = request.CompletedTimeTo?.ToDateTimeOffset(),
        };
        var (page, next) = await PageAsync(filter, request.LastInstanceKey, request.PageSize, payloads: false);
        var response = new ListInstanceIdsResponse { LastInstanceKey = next };
        response.InstanceIds.AddRange(page.Select(state => state.InstanceId));
        return response;
    }

    public async Task StreamHistoryAsync(
        StreamInstanceHistoryRequest request, IServerStreamWriter<HistoryChunk> writer, CancellationToken cancellationToken)
    {
        var instance = await hub.Store.FindAsync(request.InstanceId) ?? throw NotFound();
        if (request.ExecutionId is { Length: > 0 } execution && execution != instance.ExecutionId) throw NotFound();
        var position = 0;
        while (await hub.Store.ReadHistoryAsync(instance.Key, position) is { Count: > 0 } events)
        {
            var chunk = new HistoryChunk();
            chunk.Events.AddRange(events);
            // Only an event that has a chunk to itself can be larger than the chunks are meant to be.
            if (request.ForWorkItemProcessing && events.Count == 1 && chunk.CalculateSize() is > MessageLimit.DefaultOfChannels and var size) hub.Dispatcher.NoteSize(request.InstanceId, size);
            await writer.WriteAsync(chunk, cancellationToken);
            position += events.Count;
        }
    }

    private async Task<(IEnumerable<OrchestrationState> States, string? Next)> PageAsync(
        InstanceFilter filter, string? token, int size, bool payloads)
    {
        var after = 0L;
        if (token is { Length: > 0 } && !long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The continuation token is not one of this hub's."));
        }

        var count = size <= 0 ? DefaultPage : Math.Min(size, MaxPage);
        var rows = await hub.Store.QueryAsync(filter, after, count, payloads);
        var fitting = CountFitting(rows);
        var isLast = fitting == rows.Count && rows.Count < count;
        return (rows.Take(fitting).Select(row => row.State), isLast ? null : rows[fitting - 1].Position.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>How many rows (at least one, if any) fit into a page: clients refuse messages above 4 MiB by default.</summary>
    private static int CountFitting(IReadOnlyList<(long Position, OrchestrationState State)> rows)
    {
        var bytes = 0L;
        for (var i = 0; i < rows.Count; i++)
        {
            bytes += rows[i].State.CalculateSize();
            if (i > 0 && bytes > MaxPageBytes) return i;
        }

        return rows.Count;
    }

    private static RpcException NotFound() => new(new Status(StatusCode.NotFound, "There is no such instance."));
}
