using VividMed.Cli.Output;
using VividMed.TaskHub;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Running;

/// <summary>Follows a run to its end: live bars on a terminal, a line on stderr whenever counts change elsewhere.</summary>
internal static class RunWatcher
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <param name="notice">Where work waits for workers of other processes: says so.</param>
    /// <param name="fault">Completes when there is nothing more to wait for, because the hub's file does not do.</param>
    /// <exception cref="TaskHubException">So it is.</exception>
    public static async Task<OrchestrationMetadata> WatchAsync(
        DurableTaskClient client, Task<TaskHubException> fault, string run, WorkerNotice? notice, CancellationToken cancellationToken)
    {
        await using var view = ProgressView.Start();
        var end = RunEnd.WaitAsync(client, run, cancellationToken);
        while (!end.IsCompleted)
        {
            if (fault.IsCompleted) throw await fault;
            if (await TryReadAsync(client, run, cancellationToken) is { } snapshot) view.Show(run, snapshot);
            if (notice is not null) await notice.LookAsync(cancellationToken);
            await Task.WhenAny(end, fault, Task.Delay(Interval, cancellationToken));
        }

        if (await RunMonitor.ReadAsync(client, run, cancellationToken) is { } last) view.Show(run, last);
        return await end;
    }

    /// <summary>A hub that restarts is no reason to stop watching: what waits for the end connects again.</summary>
    private static async Task<RunSnapshot?> TryReadAsync(DurableTaskClient client, string run, CancellationToken cancellationToken)
    {
        try
        {
            return await RunMonitor.ReadAsync(client, run, cancellationToken);
        }
        catch (Grpc.Core.RpcException away) when (away.StatusCode == Grpc.Core.StatusCode.Unavailable)
        {
            return null;
        }
    }
}
