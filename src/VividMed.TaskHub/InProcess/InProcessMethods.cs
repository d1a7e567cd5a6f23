using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub;

/// <summary>The methods of the hub's service, by full name, as the generated code binds them.</summary>
internal sealed class InProcessMethods : ServiceBinderBase
{
    private readonly Dictionary<string, InProcessMethod> _methods = new(StringComparer.Ordinal);
    private readonly ILogger _logger;
    private readonly int _largestRequest;

    public InProcessMethods(TaskHubService service, IOptions<TaskHubOptions> options, ILogger<InProcessMethods> logger)
    {
        _logger = logger;
        _largestRequest = options.Value.MaxMessageBytes;
        TaskHubSidecarService.BindService(this, service);
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        _methods[method.FullName] = new UnaryInProcessMethod<TRequest, TResponse>(method, async (request, call) =>
        {
            try
            {
                return await handler!(request, call);
            }
            catch (Exception e) when (IsUnexpected(e))
            {
                Log.CallFailed(_logger, method.Name, e);
                throw;
            }
        });

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        _methods[method.FullName] = new StreamingInProcessMethod<TRequest, TResponse>(method, async (request, responses, call) =>
        {
            try
            {
                await handler!(request, responses, call);
            }
            catch (Exception e) when (IsUnexpected(e))
            {
                Log.CallFailed(_logger, method.Name, e);
                throw;
            }
        });

    public async Task<TResponse> CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, InProcessCall call)
        where TRequest : class
        where TResponse : class => await Find(method, request).CallAsync(method, request, call);

    public IAsyncStreamReader<TResponse> Stream<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, InProcessCall call)
        where TRequest : class
        where TResponse : class => Find(method, request).Stream(method, request, call);

    private static bool IsUnexpected(Exception error) => error is not RpcException and not OperationCanceledException;

    private InProcessMethod Find(IMethod method, object request)
    {
        if (!_methods.TryGetValue(method.FullName, out var found)) throw new RpcException(new Status(StatusCode.Unimplemented, $"The task hub has no {method.Name}."));
        if (request is IMessage message && message.CalculateSize() > _largestRequest) throw new RpcException(new Status(StatusCode.ResourceExhausted, "The message is too large."));
        return found;
    }
}
