using System.Security.Cryptography;
using Grpc.Core;
using VividMed.TaskHub;

namespace VividMed.Cli.Hosting.States;

/// <summary>
/// The hub in this process over a state file whose lock it holds. It listens on loopback for those who read the owner's file, and asks each for the
/// token in it.
/// </summary>
internal sealed class OwnedHub : IAsyncDisposable
{
    private const int TokenLength = 48;

    private readonly StateLock _lock;
    private readonly string _stateFile;
    private readonly TaskHubServer _hub;

    private OwnedHub(StateLock stateLock, string stateFile, TaskHubServer hub) => (_lock, _stateFile, _hub) = (stateLock, stateFile, hub);

    /// <summary>Calls from within this process.</summary>
    public CallInvoker Calls => _hub.Calls;

    /// <param name="stateLock">Held; from here on it is freed with the hub, also when that does not start.</param>
    /// <param name="failed">Told of every fault of the file.</param>
    public static async Task<OwnedHub> StartAsync(
        StateLock stateLock, string stateFile, StateUse use, Action<TaskHubException> failed, CancellationToken cancellationToken)
    {
        try
        {
            StateOwner.Remove(stateFile);
            var token = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true);
            var hub = await TaskHubServer.StartAsync(
                new() { DatabasePath = stateFile, Security = new() { Tokens = [token] }, Configure = options => options.StoreFailed = failed },
                cancellationToken);
            var owned = new OwnedHub(stateLock, stateFile, hub);
            if (!use.Lasts) return owned;
            try
            {
                await new StateOwner(use.Command, Environment.ProcessId, Environment.MachineName, hub.Address, token, use.Execution is not null)
                    .WriteAsync(stateFile, cancellationToken);
                return owned;
            }
            catch
            {
                await hub.DisposeAsync();
                throw;
            }
        }
        catch
        {
            await stateLock.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Before the hub goes: whoever comes now waits for the lock instead of asking a hub that ends.
        StateOwner.Remove(_stateFile);
        await _hub.DisposeAsync();
        await _lock.DisposeAsync();
    }
}
