using Grpc.Core;

namespace VividMed.TaskHub.InProcess;

/// <summary>
/// Calls the hub from within its own process, without a connection: the same errors, cancellation and deadlines as over the network.
/// Messages are not copied, so neither side may change what it has sent or was given; Microsoft's clients and workers do not.
/// </summary>
internal sealed class InProcessInvoker(InProcessMethods methods) : CallInvoker
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new InProcessCall(method.FullName, options);
        var response = call.EndAsync(methods.CallAsync(method, request, call));
        return new(response, Task.FromResult(Metadata.Empty), () => call.Status, static () => Metadata.Empty, call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new InProcessCall(method.FullName, options);
        var responses = methods.Stream(method, request, call);
        return new(responses, Task.FromResult(Metadata.Empty), () => call.Status, static () => Metadata.Empty, call.Dispose);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        using var call = AsyncUnaryCall(method, host, options, request);
        return call.ResponseAsync.GetAwaiter().GetResult();
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw NoClientStreams();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw NoClientStreams();

    private static RpcException NoClientStreams() =>
        new(new Status(StatusCode.Unimplemented, "The task hub has no methods with a stream of requests."));
}
