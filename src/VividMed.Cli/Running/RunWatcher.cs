using VividMed.Workflows;

namespace VividMed.Cli;

/// <summary>Follows a run to its end: live bars on a terminal, a line on stderr whenever counts change elsewhere.</summary>
internal static class RunWatcher
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public static async Task<OrchestrationMetadata> WatchAsync(DurableTaskClient client, string run, CancellationToken cancellation)
    {
        await using var view = ProgressView.Start();
        var end = client.WaitForInstanceCompletionAsync(run, getInputsAndOutputs: true, cancellation);
        while (!end.IsCompleted)
        {
            if (await RunMonitor.ReadAsync(client, run, cancellation) is { } snapshot) view.Show(run, snapshot);
            await Task.WhenAny(end, Task.Delay(Interval, cancellation));
        }

        if (await RunMonitor.ReadAsync(client, run, cancellation) is { } last) view.Show(run, last);
        return await end;
    }
}
