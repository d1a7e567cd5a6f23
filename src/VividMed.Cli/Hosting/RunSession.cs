using VividMed.Inference.Execution;
using VividMed.TaskHub;

namespace VividMed.Cli.Hosting;

/// <summary>A client and what stands behind it: a hub somewhere else, or one of its own for as long as the command runs.</summary>
internal sealed class RunSession : IAsyncDisposable
{
    private readonly IAsyncDisposable _owned;

    private RunSession(DurableTaskClient client, IAsyncDisposable owned, Task<TaskHubException>? fault = null)
    {
        Client = client;
        Fault = fault ?? new TaskCompletionSource<TaskHubException>().Task;
        _owned = owned;
    }

    public DurableTaskClient Client { get; }

    /// <summary>See <see cref="EmbeddedCluster.Fault"/>; a hub somewhere else tells of its faults there.</summary>
    public Task<TaskHubException> Fault { get; }

    /// <summary>
    /// Connects to the hub that is named, or, without one, serves the state file in this process, with models as told.
    /// </summary>
    public static async Task<RunSession> OpenAsync(
        HubConnection? hub, string stateFile, ExecutionOptions? execution, CancellationToken cancellationToken)
    {
        if (hub is not null)
        {
            var client = hub.CreateClient();
            return new RunSession(client, client);
        }

        var cluster = await EmbeddedCluster.StartAsync(stateFile, LogLevel.Warning, execution ?? new ExecutionOptions(), cancellationToken);
        return new RunSession(cluster.Client, cluster, cluster.Fault);
    }

    public ValueTask DisposeAsync() => _owned.DisposeAsync();
}
