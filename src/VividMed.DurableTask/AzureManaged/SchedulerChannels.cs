using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace VividMed.DurableTask;

/// <summary>The channels to Durable Task Scheduler that one application has open.</summary>
internal sealed class SchedulerChannels(TimeProvider? clock = null) : IDisposable
{
    private const int Attempts = 10;

    private readonly ConcurrentBag<IDisposable> _open = [];

    /// <param name="options">Where to, and as whom.</param>
    /// <param name="role">Client or worker, as the user agent says it.</param>
    /// <param name="workerId">Null for a client.</param>
    /// <exception cref="SchedulerConnectionException">Something required is missing, or a token would travel unprotected.</exception>
    public GrpcChannel Open(DurableTaskSchedulerOptions options, string role, string? workerId)
    {
        Uri endpoint = Endpoint(options);
        AccessTokenCache? tokens = options.Credential is { } credential
            ? new(credential, $"{options.ResourceId}/.default", clock ?? TimeProvider.System)
            : null;
        string agent = $"vividmed-durabletask/{typeof(SchedulerChannels).Assembly.GetName().Version?.ToString(3)} ({role})";
        CallCredentials metadata = CallCredentials.FromInterceptor(async (call, headers) =>
        {
            headers.Add("taskhub", options.TaskHubName);
            headers.Add("x-user-agent", agent);
            if (workerId is not null)
            {
                headers.Add("workerid", workerId);
            }

            if (tokens is not null)
            {
                headers.Add("Authorization", $"Bearer {await tokens.GetAsync(call.CancellationToken)}");
            }
        });
        bool secure = endpoint.Scheme == Uri.UriSchemeHttps;
        GrpcChannel channel = GrpcChannel.ForAddress(endpoint, new()
        {
            Credentials = ChannelCredentials.Create(secure ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure, metadata),
            UnsafeUseInsecureChannelCallCredentials = !secure,
            ServiceConfig = new() { MethodConfigs = { Retry } },
            MaxRetryAttempts = Attempts,
            MaxReceiveMessageSize = Protocol.HubConnection.LargestMessage,
            MaxSendMessageSize = Protocol.HubConnection.LargestMessage,
        });
        _open.Add(channel);
        if (tokens is not null)
        {
            _open.Add(tokens);
        }

        return channel;
    }

    public void Dispose()
    {
        foreach (IDisposable open in _open)
        {
            open.Dispose();
        }
    }

    private static Uri Endpoint(DurableTaskSchedulerOptions options)
    {
        string address = options.EndpointAddress.Contains("://", StringComparison.Ordinal) ? options.EndpointAddress : $"https://{options.EndpointAddress}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? endpoint) || (endpoint.Scheme != Uri.UriSchemeHttps && endpoint.Scheme != Uri.UriSchemeHttp))
        {
            throw new SchedulerConnectionException("Endpoint", "The scheduler's 'Endpoint' is not an http or https address.");
        }

        if (options.TaskHubName.Length == 0)
        {
            throw new SchedulerConnectionException("TaskHub", "The scheduler's 'TaskHub' is missing.");
        }

        return endpoint.Scheme == Uri.UriSchemeHttps || options.Credential is null || options.AllowInsecureCredentials
            ? endpoint
            : throw new SchedulerConnectionException("Endpoint", "The scheduler's 'Endpoint' is plain http, over which no token is sent.");
    }

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
}
