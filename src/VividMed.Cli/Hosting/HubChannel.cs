using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace VividMed.Cli.Hosting;

/// <summary>A connection to a hub that sends token and task hub with every call, and takes messages as large as the hub does.</summary>
internal static class HubChannel
{
    private const int LargestMessage = 64 << 20;

    public static CallInvoker Open(Uri hub, string? token, string? taskHub)
    {
        if (token is not null && hub is { Scheme: "http", IsLoopback: false })
        {
            throw new CliException($"a token would travel in the clear to {hub}: use https, or a tunnel to localhost");
        }

        var channel = GrpcChannel.ForAddress(
            hub, new() { MaxReceiveMessageSize = LargestMessage, MaxSendMessageSize = LargestMessage, HttpHandler = Handler() });
        return channel.Intercept(headers =>
        {
            if (token is not null) headers.Add("authorization", "Bearer " + token);
            if (taskHub is not null) headers.Add("taskhub", taskHub);
            return headers;
        });
    }

    private static SocketsHttpHandler Handler() => new()
    {
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
    };
}
