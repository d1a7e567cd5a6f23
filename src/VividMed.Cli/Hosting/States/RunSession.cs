using VividMed.Inference.Execution;
using VividMed.TaskHub;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Hosting.States;

/// <summary>A client and what stands behind it: a hub somewhere else, or that of the output's state, served here or by who was there first.</summary>
internal sealed class RunSession : IAsyncDisposable
{
    private readonly IAsyncDisposable _owned;
    private readonly StateHub? _state;

    private RunSession(HubConnection hub)
    {
        (Client, Unserved) = (hub.CreateClient(), hub.Unserved);
        _owned = Client;
        Fault = new TaskCompletionSource<TaskHubException>().Task;
    }

    private RunSession(StateHub state) => (Client, Unserved, Fault, _owned, _state) = (state.Client, state.Unserved, state.Fault, state, state);

    public DurableTaskClient Client { get; }

    /// <summary>Asks the hub what waits for a worker that is not there.</summary>
    public UnservedWorkReader Unserved { get; }

    /// <summary>See <see cref="StateHub.Fault"/>; a hub somewhere else tells of its faults there.</summary>
    public Task<TaskHubException> Fault { get; }

    /// <summary>The process whose hub this is attached to; null where it is its own or at an address.</summary>
    public StateOwner? Owner => _state?.Owner;

    /// <summary>Whether work waits for this process's workers too.</summary>
    public bool HasOwnWorkers => _state is { HasWorkers: true };

    /// <summary>Connects to the hub that is named, or, without one, to that of a state, with workers as told where it has none.</summary>
    public static async Task<RunSession> OpenAsync(
        HubConnection? hub, string stateFile, ExecutionOptions? execution, CancellationToken cancellationToken) => hub is not null
        ? new RunSession(hub)
        : new RunSession(await StateHub.OpenAsync(
            stateFile, new StateUse("run") { Execution = execution ?? new ExecutionOptions() }, TimeProvider.System, cancellationToken));

    public ValueTask DisposeAsync() => _owned.DisposeAsync();
}
