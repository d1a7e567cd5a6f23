using VividMed.Inference.Execution;
using VividMed.TaskHub;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Hosting;

/// <summary>
/// Hub, workers and client in this process, over a state file that outlives it: kill the process, give the same command
/// again, and the run goes on. A lock beside the file keeps a second process from serving the same state.
/// </summary>
internal sealed class EmbeddedCluster : IAsyncDisposable
{
    private readonly StateLock _lock;
    private readonly TaskHubServer _hub;
    private readonly IHost _workers;
    private readonly TaskCompletionSource<TaskHubException> _fault;

    private EmbeddedCluster(StateLock stateLock, TaskHubServer hub, IHost workers, TaskCompletionSource<TaskHubException> fault)
    {
        _lock = stateLock;
        _fault = fault;
        _hub = hub;
        _workers = workers;
        Client = workers.Services.GetRequiredService<DurableTaskClient>();
        Unserved = UnservedWorkQuery.Over(hub.Calls);
    }

    public DurableTaskClient Client { get; }

    public UnservedWorkReader Unserved { get; }

    public Uri HubAddress => _hub.Address;

    /// <summary>Completes when the state file cannot be read or written any more: nothing goes on until somebody mends that.</summary>
    public Task<TaskHubException> Fault => _fault.Task;

    public static async Task<EmbeddedCluster> StartAsync(
        string stateFile, LogLevel logLevel, ExecutionOptions execution, CancellationToken cancellationToken)
    {
        var stateLock = StateLock.TryTake(stateFile)
            ?? throw new CliException($"{stateFile} is served by another vividmed process on the same output; wait for it or stop it");
        try
        {
            var fault = new TaskCompletionSource<TaskHubException>(TaskCreationOptions.RunContinuationsAsynchronously);
            var hub = await TaskHubServer.StartAsync(
                new() { DatabasePath = stateFile, Configure = options => options.StoreFailed = failure => fault.TrySetResult(failure) }, cancellationToken);
            await StateLock.AnnounceAsync(stateFile, hub.Address.ToString(), cancellationToken);
            var workers = WorkerHost.Build(
                HubConnection.Within(hub), WorkerRoles.All, logLevel, Shutdown.Embedded, execution, () => fault.Task.IsCompleted);
            await workers.StartAsync(cancellationToken);
            return new EmbeddedCluster(stateLock, hub, workers, fault);
        }
        catch
        {
            await stateLock.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // What cannot be stored is not waited for.
        await _workers.StopAsync(new CancellationToken(canceled: Fault.IsCompleted));
        _workers.Dispose();
        await _hub.DisposeAsync();
        await _lock.DisposeAsync();
    }
}
