using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using VividMed.Taxonomy;

namespace VividMed.Reports.Llm;

/// <summary>
/// Connects to an OpenAI-compatible endpoint without letting a report out of the house: every connection resolves the host itself and
/// connects to loopback and private addresses only, follows no redirect and asks no proxy, so that no name, redirect or setting of the
/// machine can lead elsewhere.
/// </summary>
public static class LlmEndpoint
{
    /// <exception cref="LlmEndpointException"><c>bad-llm-endpoint</c>: no http or https address; <c>public-llm-endpoint</c>: its address is
    /// literally a public one.</exception>
    public static IChatClient Connect(LlmOptions options)
    {
        if (!options.Endpoint.IsAbsoluteUri || options.Endpoint.Scheme is not ("http" or "https") || options.Endpoint.UserInfo.Length > 0)
        {
            throw new LlmEndpointException("bad-llm-endpoint", "Llm:Endpoint must be an http or https address without a user, such as http://127.0.0.1:8000/v1.");
        }

        if (!options.AllowPublicEndpoint && IPAddress.TryParse(options.Endpoint.DnsSafeHost, out var literal) && !PrivateNetwork.Contains(literal)) throw Forbidden();
        var client =
            new HttpClient(new BoundedAnswers(options.MaximumAnswerBytes, Sockets(options))) { Timeout = Timeout.InfiniteTimeSpan };
        var settings = new OpenAIClientOptions
        {
            Endpoint = options.Endpoint,
            Transport = new HttpClientPipelineTransport(client),
            // Retries are the tagger's own, which tells the model what was wrong.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = options.Timeout,
            UserAgentApplicationId = "vividmed",
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        };
        return new ChatClient(
            options.Model, new ApiKeyCredential(options.ApiKey is { Length: > 0 } key ? key : "none"), settings).AsIChatClient();
    }

    private static SocketsHttpHandler Sockets(LlmOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = options.Timeout,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, options.AllowPublicEndpoint, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, bool anywhere, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
        // One public address among private ones is enough to refuse: which of them is used must not be chance.
        if (!anywhere && (addresses.Length == 0 || !Array.TrueForAll(addresses, PrivateNetwork.Contains))) throw Forbidden();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static LlmEndpointException Forbidden() => new(
        "public-llm-endpoint",
        "Llm:Endpoint leads to an address outside this machine and the private networks, and reports would leave the house; serve the model locally, or set Llm:AllowPublicEndpoint to true if that is what you want.");
}

/// <summary>
/// The configured language model must not or cannot be asked; no report was sent. Codes: <c>bad-llm-endpoint</c>,
/// <c>public-llm-endpoint</c>.
/// </summary>
public sealed class LlmEndpointException(string code, string message) : ReasonException(code, message);

/// <summary>
/// Addresses that stay in the house: loopback, RFC 1918 and IPv6 unique local ones. Link-local addresses are not among them: clouds
/// serve their machines' credentials there.
/// </summary>
internal static class PrivateNetwork
{
    private static readonly IPNetwork[] Networks =
    [
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"),
    ];

    public static bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(Networks, network => network.Contains(plain));
    }
}

/// <summary>Which language model tags reports, and how patiently it is asked.</summary>
public sealed record LlmOptions
{
    /// <summary>The base address of an OpenAI-compatible API, such as <c>http://127.0.0.1:8000/v1</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The model's name as the endpoint knows it.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// False: only loopback and private addresses are ever connected to. Reports are sensitive; true sends them to whoever answers.
    /// </summary>
    public bool AllowPublicEndpoint { get; init; }

    /// <summary>Sent as a bearer token; most local servers ask for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Which sentences it reads.</summary>
    public LlmScope Scope { get; init; }

    /// <summary>How often a report is asked for before the rules take it.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How long one attempt may take; what has not answered by then counts as failed with <c>timeout</c>.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Larger answers are cut off unread.</summary>
    public int MaximumAnswerBytes { get; init; } = 2 << 20;
}
