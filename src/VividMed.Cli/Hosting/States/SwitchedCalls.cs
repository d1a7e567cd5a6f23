using Grpc.Core;

namespace VividMed.Cli.Hosting.States;

/// <summary>
/// Calls to the hub of a state, wherever it is by now. When its owner ends, calls in flight fail as those to any hub that goes away, and the next
/// ones reach its successor: clients and workers need not know.
/// </summary>
internal sealed class SwitchedCalls : CallInvoker
{
    private volatile CallInvoker? _hub;

    private CallInvoker Hub => _hub ?? throw new RpcException(new Status(StatusCode.Unavailable, "The state has no hub yet."));

    public void SwitchTo(CallInvoker hub) => _hub = hub;

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => Hub.BlockingUnaryCall(method, host, options, request);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => Hub.AsyncUnaryCall(method, host, options, request);

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Hub.AsyncServerStreamingCall(method, host, options, request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => Hub.AsyncClientStreamingCall(method, host, options);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => Hub.AsyncDuplexStreamingCall(method, host, options);
}
