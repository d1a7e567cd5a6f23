using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace VividMed.Cli.Hosting;

/// <summary>A worker's calls to its hub, which note what it takes and what it gives back.</summary>
internal sealed class WorkerCalls(WorkInHand hand, CallInvoker hub) : CallInvoker
{
    private const string NotTaken = "vividmed: the hub takes no outcomes: look at its own lines, its disk may be full; what is done is kept until it does";

    /// <summary>What a hub that can write takes for an outcome is milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private int _told;

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = hub.AsyncServerStreamingCall(method, host, options, request);
        if (call.ResponseStream is not IAsyncStreamReader<WorkItem> items) return call;
        var taken = (IAsyncStreamReader<TResponse>)(object)new Taking(hand, items);
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
        if (hand.Draining.IsCompleted && request is ActivityResponse { FailureDetails: { } failure } && IsCancellation(failure))
        {
            var given = GiveBackAsync<TResponse>(token, options);
            return new(
                given, Task.FromResult(Metadata.Empty), static () => Status.DefaultSuccess, static () => Metadata.Empty, static () => { });
        }

        var call = hub.AsyncUnaryCall(method, host, options, request);
        return new(AnswerAsync(token, call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        hub.BlockingUnaryCall(method, host, options, request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => hub.AsyncClientStreamingCall(method, host, options);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => hub.AsyncDuplexStreamingCall(method, host, options);

    private static bool IsCancellation(Microsoft.DurableTask.Protobuf.TaskFailureDetails failure) =>
        failure.ErrorType == typeof(OperationCanceledException).FullName || failure.ErrorType == typeof(TaskCanceledException).FullName;

    private async Task<TResponse> GiveBackAsync<TResponse>(string token, CallOptions options)
    {
        var abandon = new TaskHubSidecarService.TaskHubSidecarServiceClient(hub).AbandonTaskActivityWorkItemAsync(
            new() { CompletionToken = token }, options);
        await AnswerAsync(token, abandon.ResponseAsync);
        return (TResponse)(object)new CompleteTaskResponse();
    }

    /// <summary>A call that fails is repeated by the worker: what it was about stays in hand.</summary>
    private async Task<T> AnswerAsync<T>(string token, Task<T> answered)
    {
        try
        {
            await answered.WaitAsync(Patience);
            _told = 0;
        }
        catch (TimeoutException)
        {
            if (Interlocked.Exchange(ref _told, 1) == 0) await Console.Error.WriteLineAsync(NotTaken);
        }

        var response = await answered;
        hand.GiveBack(token);
        return response;
    }

    /// <summary>The stream of work items, which stands still once the worker drains.</summary>
    private sealed class Taking(WorkInHand hand, IAsyncStreamReader<WorkItem> items) : IAsyncStreamReader<WorkItem>
    {
        public WorkItem Current => items.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            var next = items.MoveNext(cancellationToken);
            if (!next.IsCompleted) await Task.WhenAny(next, hand.Draining);
            // What arrives from here on is not touched: it goes to another worker when the stream ends.
            if (hand.Draining.IsCompleted) await Task.Delay(Timeout.Infinite, cancellationToken);
            if (!await next) return false;
            if (Current.CompletionToken.Length > 0) hand.Take(Current.CompletionToken);
            return true;
        }
    }
}
