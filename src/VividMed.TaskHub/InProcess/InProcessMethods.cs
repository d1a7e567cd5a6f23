using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.Logging;
using VividMed.TaskHub.Monitoring;
using VividMed.TaskHub.Service;

namespace VividMed.TaskHub.InProcess;

/// <summary>The methods of the hub's services, by full name, as the generated code binds them.</summary>
internal sealed class InProcessMethods : ServiceBinderBase
{
    private readonly Dictionary<string, object> _methods = new(StringComparer.Ordinal);
    private readonly ILogger _logger;

    public InProcessMethods(TaskHubService service, TaskHubMonitorService monitor, ILogger<InProcessMethods> logger)
    {
        _logger = logger;
        TaskHubSidecarService.BindService(this, service);
        TaskHubMonitor.BindService(this, monitor);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        _methods[method.FullName] = new InProcessMethod<TRequest, TResponse>(handler, Streaming: null);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        _methods[method.FullName] = new InProcessMethod<TRequest, TResponse>(Unary: null, handler);

    public async Task<TResponse> CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, InProcessCall call)
        where TRequest : class
        where TResponse : class
    {
        var handler = Find(method)?.Unary ?? throw NotOffered(method);
        try
        {
            return await handler(request, call);
        }
        catch (Exception e) when (IsUnexpected(e))
        {
            Log.CallFailed(_logger, method.Name, e);
            throw;
        }
    }

    public InProcessStream<TResponse> Stream<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, InProcessCall call)
        where TRequest : class
        where TResponse : class
    {
        var handler = Find(method)?.Streaming ?? throw NotOffered(method);
        var responses = new InProcessStream<TResponse>(call);
        _ = responses.EndWithAsync(ServeAsync());
        return responses;

        async Task ServeAsync()
        {
            try
            {
                await handler(request, responses, call);
            }
            catch (Exception e) when (IsUnexpected(e))
            {
                Log.CallFailed(_logger, method.Name, e);
                throw;
            }
        }
    }

    private static bool IsUnexpected(Exception error) => error is not RpcException and not OperationCanceledException;

    private static RpcException NotOffered(IMethod method) =>
        new(new Status(StatusCode.Unimplemented, $"The task hub has no {method.Name} of this kind, or with these messages."));

    private InProcessMethod<TRequest, TResponse>? Find<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class => _methods.GetValueOrDefault(method.FullName) as InProcessMethod<TRequest, TResponse>;
}

/// <summary>A method of the service, as calls within the process reach it.</summary>
/// <param name="Unary">Set where the method has one response.</param>
/// <param name="Streaming">Set where it has a stream of them.</param>
internal sealed record InProcessMethod<TRequest, TResponse>(
    UnaryServerMethod<TRequest, TResponse>? Unary, ServerStreamingServerMethod<TRequest, TResponse>? Streaming)
    where TRequest : class
    where TResponse : class;
