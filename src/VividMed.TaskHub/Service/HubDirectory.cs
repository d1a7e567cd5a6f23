using System.Text.RegularExpressions;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VividMed.TaskHub.Monitoring;
using VividMed.TaskHub.Stores;

namespace VividMed.TaskHub.Service;

/// <summary>The hubs that this server has, by name. Callers say which one they mean in the <c>taskhub</c> header.</summary>
internal sealed partial class HubDirectory : IHostedService, IAsyncDisposable
{
    public const string Header = "taskhub";

    private readonly Dictionary<string, HubHandlers> _hubs = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="TaskHubException">A name has other characters than letters, digits, '-' and '_', or is too long.</exception>
    public HubDirectory(
        HubStoreFactory open, IOptions<TaskHubOptions> options, TimeProvider time, IHostApplicationLifetime lifetime,
        HubTelemetry telemetry, ILoggerFactory loggers)
    {
        foreach (var name in options.Value.Hubs.Select(name => name.ToLowerInvariant()).Distinct(StringComparer.Ordinal))
        {
            if (!HubName().IsMatch(name))
            {
                throw new TaskHubException("hub-name-invalid", $"'{name}' is no hub name: it takes 1 to 40 letters, digits, '-' and '_', a letter first.");
            }

            var hub = new Hub(name, open(name), options.Value, time, telemetry, loggers.CreateLogger<Hub>(), lifetime.ApplicationStopping);
            _hubs[name] = new(hub, loggers);
        }

        telemetry.Watch(_hubs.Values.Select(hub => (hub.Hub.Name, hub.Hub.Dispatcher)));
    }

    public HubHandlers Default => Find(TaskHubOptions.DefaultHub);

    public HubHandlers Of(ServerCallContext context) =>
        Find(context.RequestHeaders.GetValue(Header) is { Length: > 0 } name ? name : TaskHubOptions.DefaultHub);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var hub in _hubs.Values) await hub.Hub.StartAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Hands no work out any more and waits for what workers hold.</summary>
    public Task DrainAsync() => Task.WhenAll(_hubs.Values.Select(hub => hub.Hub.Dispatcher.DrainAsync()));

    public async ValueTask DisposeAsync()
    {
        // The host and the container both dispose what they have made together.
        foreach (var name in _hubs.Keys.ToList())
        {
            if (_hubs.Remove(name, out var hub)) await hub.Hub.DisposeAsync();
        }
    }

    private HubHandlers Find(string name)
    {
        if (_hubs.TryGetValue(name, out var hub)) return hub;
        throw new RpcException(_hubs.Count == 0
            ? new Status(StatusCode.Unavailable, "The task hub has stopped.")
            : new Status(StatusCode.NotFound, "This server has no task hub of that name; name it among the hubs that the server is started with (vividmed hub --hubs)."));
    }

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,39}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex HubName();
}

/// <summary>Those who answer the callers of one task hub; hubs share nothing but the process.</summary>
internal sealed class HubHandlers(Hub hub, ILoggerFactory loggers)
{
    public Hub Hub { get; } = hub;

    public InstanceCommands Commands { get; } = new(hub);

    public InstanceReads Reads { get; } = new(hub);

    public WorkItemFeed Feed { get; } = new(hub, loggers.CreateLogger<WorkItemFeed>());

    public WorkCompletions Completions { get; } = new(hub, loggers.CreateLogger<WorkCompletions>());
}
