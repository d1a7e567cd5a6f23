using System.Net.Http;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace VividMed.DurableTask.Protocol;

/// <summary>A connection to the hub: the caller's, or one of our own that is closed with it.</summary>
internal sealed class HubConnection : IDisposable
{
    // A turn may schedule thousands of activities in one message, so the usual 4 MB is too little; unlimited is too much.
    public const int LargestMessage = 64 * 1024 * 1024;

    private readonly GrpcChannel? _own;

    public HubConnection(CallInvoker? invoker, GrpcChannel? channel, string? address, IEnumerable<Interceptor> interceptors)
    {
        if (invoker is null && channel is null)
        {
            _own = Open(address ?? "http://localhost:4001");
        }

        CallInvoker calls = invoker ?? (channel ?? _own)!.CreateCallInvoker();
        Stub = new(interceptors.Aggregate(calls, (inner, interceptor) => inner.Intercept(interceptor)));
    }

    public TaskHubSidecarService.TaskHubSidecarServiceClient Stub { get; }

    public void Dispose() => _own?.Dispose();

    private static GrpcChannel Open(string address) => GrpcChannel.ForAddress(
        address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}",
        new()
        {
            MaxReceiveMessageSize = LargestMessage,
            MaxSendMessageSize = LargestMessage,
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,

                // A hub sends no cookies and redirects nobody, and messages carry their trace context themselves; with a connection
                // made here gRPC does without its balancing layers. Together a sixth of a call's cost.
                UseCookies = false,
                AllowAutoRedirect = false,
                ActivityHeadersPropagator = null,
                ConnectCallback = ConnectAsync,
            },
        });

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
