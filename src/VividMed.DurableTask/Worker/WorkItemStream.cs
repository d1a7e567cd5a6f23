using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Worker;

/// <summary>One stream of work items: the hub's leases live exactly as long as it does.</summary>
/// <param name="impatient">Until then a stopping worker lets running work end.</param>
internal sealed class WorkItemStream(
    TaskHubSidecarService.TaskHubSidecarServiceClient hub,
    WorkItemProcessor processor,
    CancellationToken impatient)
{
    private static readonly TimeSpan s_helloTimeout = TimeSpan.FromSeconds(30);

    // The hub pings at least once a minute, so a longer silence means a dead connection that nobody has noticed.
    private static readonly TimeSpan s_longestSilence = TimeSpan.FromSeconds(120);

    // Work that ignores its cancellation must not keep the worker from connecting again.
    private static readonly TimeSpan s_settleTimeout = TimeSpan.FromSeconds(5);

    private readonly RunningWork _running = new();

    /// <summary>Whether the hub has sent anything.</summary>
    public bool HasReceived { get; private set; }

    /// <summary>Takes work until the stream ends, the hub falls silent or the worker stops; then running work has been let end.</summary>
    /// <exception cref="RpcException">The hub cannot be reached or has broken off.</exception>
    public async Task RunAsync(GetWorkItemsRequest request, string worker, ILogger logger, CancellationToken stopping, CancellationToken sending)
    {
        await hub.HelloAsync(new Empty(), deadline: DateTime.UtcNow + s_helloTimeout, cancellationToken: stopping);
        using CancellationTokenSource end = new();
        using CancellationTokenSource working = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using AsyncServerStreamingCall<WorkItem> call = hub.GetWorkItems(request, cancellationToken: end.Token);
        logger.Connected(worker);
        Task drain = Task.CompletedTask;
        CancellationTokenRegistration stop = stopping.Register(() => drain = DrainAsync());
        try
        {
            await ReadAsync(call.ResponseStream, end, working.Token, stopping, sending);
        }
        finally
        {
            await working.CancelAsync();
            await stop.DisposeAsync();
            await drain;
            await _running.SettleAsync(s_settleTimeout);
        }

        async Task DrainAsync()
        {
            logger.Draining(worker, _running.Count);
            await _running.SettleAsync(impatient);
            await end.CancelAsync();
        }
    }

    private async Task ReadAsync(
        IAsyncStreamReader<WorkItem> items, CancellationTokenSource end, CancellationToken working, CancellationToken stopping, CancellationToken sending)
    {
        end.CancelAfter(s_longestSilence);
        while (await items.MoveNext(CancellationToken.None))
        {
            WorkItem item = items.Current;
            HasReceived = true;
            end.CancelAfter(s_longestSilence);
            if (item.RequestCase is WorkItem.RequestOneofCase.HealthPing or WorkItem.RequestOneofCase.None)
            {
                continue;
            }

            _running.Start(() => stopping.IsCancellationRequested
                ? processor.AbandonAsync(item, sending)
                : processor.ProcessAsync(item, working, sending));
        }
    }
}
