using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Tests;

/// <summary>The hub's end of the wire, answered by script and without a network.</summary>
internal sealed class ScriptedHub : CallInvoker
{
    private readonly ConcurrentDictionary<Type, Channel<object>> _received = new();
    private readonly ConcurrentDictionary<Type, ConcurrentQueue<Func<object, object>>> _answers = new();
    private readonly Channel<ScriptedStream> _streams = Channel.CreateUnbounded<ScriptedStream>();

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Answers the next request of this type; without a script the answer is an empty message.</summary>
    public ScriptedHub Answer<TRequest>(Func<TRequest, object> answer)
    {
        _answers.GetOrAdd(typeof(TRequest), _ => new()).Enqueue(request => answer((TRequest)request));
        return this;
    }

    public ScriptedHub Fail<TRequest>(StatusCode code) => Answer<TRequest>(_ => throw new RpcException(new(code, "scripted")));

    /// <summary>The next request of this type, as soon as it comes.</summary>
    public async Task<TRequest> Next<TRequest>() => (TRequest)await Received(typeof(TRequest)).Reader.ReadAsync(Patience());

    /// <summary>The next stream of work items that a worker opens.</summary>
    public async Task<ScriptedStream> NextStream() => await _streams.Reader.ReadAsync(Patience());

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Note(method.Name, request);
        return new(Respond(), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

        async Task<TResponse> Respond()
        {
            await Task.Yield();
            return (TResponse)Scripted(request, typeof(TResponse));
        }
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Note(method.Name, request);
        if (typeof(TResponse) == typeof(WorkItem))
        {
            ScriptedStream stream = new(options.CancellationToken);
            _streams.Writer.TryWrite(stream);
            return Streaming((IAsyncStreamReader<TResponse>)(object)stream);
        }

        return Streaming(new ScriptedReader<TResponse>((IEnumerable<TResponse>)Scripted(request, typeof(List<TResponse>))));
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    private static CancellationToken Patience() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    private static AsyncServerStreamingCall<T> Streaming<T>(IAsyncStreamReader<T> reader) =>
        new(reader, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

    private void Note(string method, object request)
    {
        Calls.Enqueue(method);
        Received(request.GetType()).Writer.TryWrite(request);
    }

    private Channel<object> Received(Type type) => _received.GetOrAdd(type, _ => Channel.CreateUnbounded<object>());

    private object Scripted(object request, Type responseType) =>
        _answers.TryGetValue(request.GetType(), out ConcurrentQueue<Func<object, object>>? script) && script.TryDequeue(out Func<object, object>? answer)
            ? answer(request)
            : Activator.CreateInstance(responseType)!;
}
