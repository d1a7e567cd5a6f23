using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Tests.Support;

/// <summary>A worker over the bare protocol whose orchestrators and activities are scripts. Disposing it breaks its stream.</summary>
internal sealed class Worker(TaskHubSidecarService.TaskHubSidecarServiceClient client, GetWorkItemsRequest request) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<WorkItem> _seen = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private Task _loop = Task.CompletedTask;

    public Dictionary<string, Action<Turn>> Orchestrators { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Activities by name; null leaves the work item unanswered.</summary>
    public Dictionary<string, Func<ActivityRequest, ActivityResponse?>> Activities { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every work item that came, in order.</summary>
    public IReadOnlyCollection<WorkItem> Seen => _seen;

    public void Start() => _loop = Task.Run(ListenAsync);

    /// <summary>The next work item that nobody has asked for yet.</summary>
    public async Task<WorkItem> NextAsync()
    {
        if (!await _arrived.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)) throw new TimeoutException("No work item came.");
        return _seen.ElementAt(_taken++);
    }

    public static ActivityResponse Result(string result) => new() { Result = result };

    public static ActivityResponse Failure(string message) => new() { FailureDetails = new() { ErrorType = "Scripted", ErrorMessage = message } };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private int _taken;

    private async Task ListenAsync()
    {
        try
        {
            using var call = client.GetWorkItems(request, cancellationToken: _stop.Token);
            await foreach (var item in call.ResponseStream.ReadAllAsync(_stop.Token))
            {
                _seen.Enqueue(item);
                _arrived.Release();
                _ = Task.Run(() => ProcessAsync(item));
            }
        }
        catch (RpcException)
        {
            // The stream ends with the worker or with the hub; tests look at what the hub makes of it.
        }
    }

    private async Task ProcessAsync(WorkItem item)
    {
        try
        {
            if (item.OrchestratorRequest is { } turn && Orchestrators.TryGetValue(await NameAsync(turn), out var orchestrator)) await RunAsync(item, orchestrator);
            if (item.ActivityRequest is { } activity && Activities.TryGetValue(activity.Name, out var run) && run(activity) is { } response)
            {
                response.InstanceId = activity.OrchestrationInstance.InstanceId;
                response.TaskId = activity.TaskId;
                response.CompletionToken = item.CompletionToken;
                await client.CompleteActivityTaskAsync(response);
            }
        }
        catch (RpcException)
        {
            // As in ListenAsync.
        }
    }

    private async Task RunAsync(WorkItem item, Action<Turn> orchestrator)
    {
        var work = item.OrchestratorRequest;
        var turn = new Turn(await PastAsync(work), work.NewEvents);
        orchestrator(turn);
        var response = new OrchestratorResponse { InstanceId = work.InstanceId, CompletionToken = item.CompletionToken, CustomStatus = turn.CustomStatus };
        response.Actions.AddRange(turn.Actions);
        await client.CompleteOrchestratorTaskAsync(response);
    }

    private async Task<string> NameAsync(OrchestratorRequest work) =>
        work.NewEvents.Concat(await PastAsync(work)).First(e => e.ExecutionStarted is not null).ExecutionStarted.Name;

    private async Task<IReadOnlyList<HistoryEvent>> PastAsync(OrchestratorRequest work)
    {
        if (!work.RequiresHistoryStreaming) return work.PastEvents;
        var events = new List<HistoryEvent>();
        using var call = client.StreamInstanceHistory(new() { InstanceId = work.InstanceId, ExecutionId = work.ExecutionId, ForWorkItemProcessing = true });
        await foreach (var chunk in call.ResponseStream.ReadAllAsync()) events.AddRange(chunk.Events);
        return events;
    }
}
