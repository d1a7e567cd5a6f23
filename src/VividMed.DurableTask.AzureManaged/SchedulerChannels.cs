using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace Microsoft.DurableTask;

/// <summary>The channels to Durable Task Scheduler that one application has open.</summary>
internal sealed class SchedulerChannels(TimeProvider? clock = null) : IDisposable
{
    private const int Attempts = 10;
    private const int LargestMessage = 64 << 20;

    private readonly ConcurrentBag<IDisposable> _open = [];

    private static MethodConfig Retry => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new()
        {
            MaxAttempts = Attempts,
            InitialBackoff = TimeSpan.FromMilliseconds(50),
            MaxBackoff = TimeSpan.FromMilliseconds(250),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };

    /// <param name="options">Where to, and as whom.</param>
    /// <param name="role">Client or worker, as the user agent says it.</param>
    /// <param name="workerId">Null for a client.</param>
    /// <exception cref="SchedulerConnectionException">Something required is missing, or a token would travel unprotected.</exception>
    public GrpcChannel Open(DurableTaskSchedulerOptions options, string role, string? workerId = null)
    {
        var endpoint = options.Endpoint();
        var secure = endpoint.Scheme == Uri.UriSchemeHttps;
        var tokens = options.Credential is { } credential
            ? Kept(new AccessTokenCache(credential, $"{options.ResourceId}/.default", clock ?? TimeProvider.System))
            : null;
        var agent = $"vividmed-durabletask/{typeof(SchedulerChannels).Assembly.GetName().Version?.ToString(3)} ({role})";
        var metadata = CallCredentials.FromInterceptor(async (call, headers) =>
        {
            headers.Add("taskhub", options.TaskHubName);
            headers.Add("x-user-agent", agent);
            if (workerId is not null) headers.Add("workerid", workerId);
            if (tokens is not null) headers.Add("Authorization", $"Bearer {await tokens.GetAsync(call.CancellationToken)}");
        });
        return Kept(GrpcChannel.ForAddress(endpoint, new()
        {
            Credentials = ChannelCredentials.Create(secure ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure, metadata),
            UnsafeUseInsecureChannelCallCredentials = !secure,
            ServiceConfig = new() { MethodConfigs = { Retry } },
            MaxRetryAttempts = Attempts,
            MaxReceiveMessageSize = LargestMessage,
            MaxSendMessageSize = LargestMessage,
        }));
    }

    public void Dispose()
    {
        foreach (var open in _open) open.Dispose();
    }

    private T Kept<T>(T open)
        where T : IDisposable
    {
        _open.Add(open);
        return open;
    }
}
