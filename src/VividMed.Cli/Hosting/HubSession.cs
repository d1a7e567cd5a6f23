using VividMed.Cli.Configuration;
using VividMed.TaskHub;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Hosting;

/// <summary>
/// A hub to ask: the one at an address, the living one of an embedded run, or a resting state file served for the moment, without workers.
/// </summary>
internal sealed class HubSession : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];

    private HubSession(HubConnection hub)
    {
        (Client, Unserved) = (hub.CreateClient(), hub.Unserved);
        _owned.Add(Client);
    }

    public DurableTaskClient Client { get; }

    /// <summary>Asks the hub what waits for a worker that is not there.</summary>
    public UnservedWorkReader Unserved { get; }

    public static async Task<HubSession> OpenAsync(HubConnection? hub, string? state, CancellationToken cancellationToken)
    {
        if (hub is not null) return new HubSession(hub);
        if (state is null) throw new CliException("say which hub: --hub http://localhost:4001, or --state with the output folder of an embedded run");

        var file = !StoreAddress.IsLocal(state) ? StateFiles.For(StoreAddress.Normalize(state))
            : Directory.Exists(state) ? Path.Combine(state, "hub.db") : state;
        if (!File.Exists(file)) throw new CliException($"{file}: there is no hub state; pass the output folder of a run");
        if (StateLock.TryTake(file) is not { } stateLock)
        {
            return new HubSession(HubConnection.At(StateLock.Announced(file) ?? throw new CliException($"{file} is in use by a run that is still starting; try again in a moment")));
        }

        var server = await TaskHubServer.StartAsync(new TaskHubServerOptions { DatabasePath = file }, cancellationToken);
        return new HubSession(HubConnection.Within(server)) { _owned = { server, stateLock } };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned) await owned.DisposeAsync();
    }
}
