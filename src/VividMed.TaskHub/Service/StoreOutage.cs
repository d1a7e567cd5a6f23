using System.Data.Common;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace VividMed.TaskHub;

/// <summary>Tells callers that the store does not answer, or that the hub stops, in the one way that makes them try again.</summary>
internal static class StoreOutage
{
    public static bool Is(Exception error) => error is DbException or ChannelClosedException or ObjectDisposedException;

    public static RpcException Tell(Exception error, ILogger logger)
    {
        if (error is not DbException) return new(new Status(StatusCode.Unavailable, "The task hub is stopping."));
        Log.StoreFailed(logger, error);
        return new(new Status(StatusCode.Unavailable, "The task hub's database does not answer."));
    }
}
