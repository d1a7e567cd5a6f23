using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace VividMed.Cli;

/// <summary>
/// A worker's calls to its hub, and what they tell of the work that it holds: Microsoft's worker drops that when it stops. Once it drains,
/// nothing new is taken, activities that were cancelled are handed back instead of failing, and whoever stops it can wait for the rest.
/// </summary>
internal sealed class WorkInHand(CallInvoker hub) : CallInvoker
{
    private readonly ConcurrentDictionary<string, byte> _held = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _draining = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes nothing new from here on.</summary>
    /// <returns>Completes when everything that was taken has been answered or handed back.</returns>
    public Task DrainAsync()
    {
        _draining.TrySetResult();
        if (_held.IsEmpty) _empty.TrySetResult();
        return _empty.Task;
    }

    private bool IsDraining => _draining.Task.IsCompleted;

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = hub.AsyncServerStreamingCall(method, host, options, request);
        if (call.ResponseStream is not IAsyncStreamReader<WorkItem> items) return call;
        var taken = (IAsyncStreamReader<TResponse>)(object)new Taking(this, items);
        return new(taken, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var token = request switch
        {
            ActivityResponse activity => activity.CompletionToken,
#pragma warning disable CS0612 // deprecated in the protocol, yet what current workers split large turns with
            OrchestratorResponse { IsPartial: false } turn => turn.CompletionToken,
#pragma warning restore CS0612
            AbandonActivityTaskRequest activity => activity.CompletionToken,
            AbandonOrchestrationTaskRequest turn => turn.CompletionToken,
            _ => null,
        };
        if (token is null) return hub.AsyncUnaryCall(method, host, options, request);
        if (IsDraining && request is ActivityResponse { FailureDetails: { } failure } && IsCancellation(failure))
        {
            var given = GiveBackAsync<TResponse>(token, options);
            return new(given, Task.FromResult(Metadata.Empty), static () => Status.DefaultSuccess, static () => Metadata.Empty, static () => { });
        }

        var call = hub.AsyncUnaryCall(method, host, options, request);
        return new(AnswerAsync(token, call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        hub.BlockingUnaryCall(method, host, options, request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => hub.AsyncClientStreamingCall(method, host, options);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => hub.AsyncDuplexStreamingCall(method, host, options);

    private static bool IsCancellation(TaskFailureDetails failure) =>
        failure.ErrorType == typeof(OperationCanceledException).FullName || failure.ErrorType == typeof(TaskCanceledException).FullName;

    private async Task<TResponse> GiveBackAsync<TResponse>(string token, CallOptions options)
    {
        var abandon = new TaskHubSidecarService.TaskHubSidecarServiceClient(hub).AbandonTaskActivityWorkItemAsync(new() { CompletionToken = token }, options);
        await AnswerAsync(token, abandon.ResponseAsync);
        return (TResponse)(object)new CompleteTaskResponse();
    }

    /// <summary>A call that fails is repeated by the worker: what it was about stays in hand.</summary>
    private async Task<T> AnswerAsync<T>(string token, Task<T> answered)
    {
        var response = await answered;
        _held.TryRemove(token, out _);
        if (IsDraining && _held.IsEmpty) _empty.TrySetResult();
        return response;
    }

    /// <summary>The stream of work items, which stands still once the worker drains.</summary>
    private sealed class Taking(WorkInHand hand, IAsyncStreamReader<WorkItem> items) : IAsyncStreamReader<WorkItem>
    {
        public WorkItem Current => items.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            var next = items.MoveNext(cancellationToken);
            if (!next.IsCompleted) await Task.WhenAny(next, hand._draining.Task);
            // What arrives from here on is not touched: it goes to another worker when the stream ends.
            if (hand.IsDraining) await Task.Delay(Timeout.Infinite, cancellationToken);
            if (!await next) return false;
            if (Current.CompletionToken.Length > 0) hand._held[Current.CompletionToken] = 0;
            return true;
        }
    }
}
