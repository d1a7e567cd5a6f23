using System.Data.Common;
using System.Threading.Channels;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace VividMed.TaskHub;

/// <summary>Tells callers that the store does not answer, or that the hub stops, in the one way that makes them try again.</summary>
internal sealed class StoreOutages(ILogger<StoreOutages> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (IsOutage(e))
        {
            throw Unavailable(e);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (IsOutage(e))
        {
            throw Unavailable(e);
        }
    }

    private static bool IsOutage(Exception e) => e is DbException or ChannelClosedException or ObjectDisposedException;

    private RpcException Unavailable(Exception e)
    {
        if (e is not DbException) return new(new Status(StatusCode.Unavailable, "The task hub is stopping."));
        Log.StoreFailed(logger, e);
        return new(new Status(StatusCode.Unavailable, "The task hub's database does not answer."));
    }
}
