namespace VividMed.Cli.Hosting;

/// <summary>
/// Lets a stopping process finish or hand back the work in its hands before its workers go: they would drop it, and whoever takes it next
/// could begin only when the hub has noticed.
/// </summary>
internal sealed class WorkerDrain(
    WorkInHand hand, IHostApplicationLifetime lifetime, TimeProvider time, TimeSpan limit) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var empty = hand.DrainAsync();
        // Activities that can stop midway hear of it now, and are handed back.
        lifetime.StopApplication();
        try
        {
            await empty.WaitAsync(limit, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // The hub takes the rest back with the stream.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
