using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace VividMed.DurableTask.AzureManaged.Tests;

/// <summary>Stands before a hub: writes down who called with which headers, and turns calls away as a service does that is about to move.</summary>
internal sealed class CallDiary : Interceptor
{
    private int _toRefuse;

    public ConcurrentQueue<(string Method, Metadata Headers)> Calls { get; } = new();

    public void BeUnavailable(int times) => Volatile.Write(ref _toRefuse, times);

    /// <summary>The headers of the first call of a method, such as <c>GetWorkItems</c>.</summary>
    public Metadata HeadersOf(string method) => Calls.First(call => call.Method == method).Headers;

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Write(context);
        return Interlocked.Decrement(ref _toRefuse) >= 0
            ? throw new RpcException(new(StatusCode.Unavailable, "moving"))
            : continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Write(context);
        return continuation(request, responseStream, context);
    }

    private void Write(ServerCallContext context) => Calls.Enqueue((context.Method.Split('/')[^1], context.RequestHeaders));
}
