using System.CommandLine;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using VividMed.TaskHub;

namespace VividMed.Cli;

/// <summary>What a hub elsewhere asks of its callers: a bearer token, and which of its task hubs is meant. A hub of this process asks for neither.</summary>
internal sealed record HubAccess(string? Token, string? TaskHub)
{
    private const int LargestMessage = 64 << 20;

    public static HubAccess None { get; } = new(null, null);

    public static Option<string?> TokenFile { get; } = new("--hub-token-file")
    {
        Description = "With --hub: file whose first line is the token to send",
        DefaultValueFactory = _ => Settings.HubTokenFile,
    };

    public static Option<string?> Name { get; } = new("--task-hub") { Description = "With --hub: which of its task hubs, if not 'default'" };

    public static HubAccess From(ParseResult parsed) =>
        new(parsed.GetValue(TokenFile) is { Length: > 0 } file ? TaskHubSecurity.ReadTokens(file)[0] : null, parsed.GetValue(Name));

    /// <summary>A connection that sends token and name with every call; null when there is neither, and the plain address does.</summary>
    public CallInvoker? Connect(Uri hub)
    {
        if (this == None) return null;
        if (Token is not null && hub is { Scheme: "http", IsLoopback: false })
        {
            throw new CliException($"a token would travel in the clear to {hub}: use https, or a tunnel to localhost");
        }

        var channel = GrpcChannel.ForAddress(hub, new() { MaxReceiveMessageSize = LargestMessage, MaxSendMessageSize = LargestMessage, HttpHandler = Handler() });
        return channel.Intercept(Describe);
    }

    /// <summary>Never tells the token.</summary>
    public override string ToString() => $"task hub {TaskHub}";

    private Metadata Describe(Metadata headers)
    {
        if (Token is not null) headers.Add("authorization", "Bearer " + Token);
        if (TaskHub is not null) headers.Add("taskhub", TaskHub);
        return headers;
    }

    private static SocketsHttpHandler Handler() => new()
    {
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
    };
}
