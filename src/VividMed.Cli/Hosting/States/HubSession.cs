using VividMed.TaskHub;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Hosting.States;

/// <summary>
/// A hub to ask: the one at an address, or that of a state, which is served here, without workers, where nobody else does.
/// </summary>
internal sealed class HubSession : IAsyncDisposable
{
    private readonly IAsyncDisposable _owned;
    private readonly StateHub? _state;

    private HubSession(HubConnection hub)
    {
        (Client, Unserved) = (hub.CreateClient(), hub.Unserved);
        Inspection = hub.InspectWith(Client);
        _owned = Client;
        Fault = new TaskCompletionSource<TaskHubException>().Task;
    }

    private HubSession(StateHub state) =>
        (Client, Unserved, Inspection, Fault, _owned, _state) = (state.Client, state.Unserved, state.Inspection, state.Fault, state, state);

    public DurableTaskClient Client { get; }

    /// <summary>Asks the hub what waits for a worker that is not there.</summary>
    public UnservedWorkReader Unserved { get; }

    /// <summary>Asks the hub what the protocol has no question for.</summary>
    public HubInspection Inspection { get; }

    /// <summary>See <see cref="StateHub.Fault"/>.</summary>
    public Task<TaskHubException> Fault { get; }

    /// <summary>Whether nobody works on the runs: the state is served for the sake of this command alone.</summary>
    public bool IsAtRest => _state is { Owner: null };

    public static async Task<HubSession> OpenAsync(HubConnection? hub, string? state, StateUse use, CancellationToken cancellationToken)
    {
        if (hub is not null) return new HubSession(hub);
        if (state is null) throw CliException.WrongCall("say which hub: --hub http://localhost:4001, or --state with the output folder of a run");

        var file = StateFiles.At(state);
        if (!File.Exists(file)) throw new CliException($"{file}: there is no hub state; pass the output folder of a run") { Code = "file-missing" };
        return new HubSession(await StateHub.OpenAsync(file, use, TimeProvider.System, cancellationToken));
    }

    public ValueTask DisposeAsync() => _owned.DisposeAsync();
}
