using Grpc.Core;
using Microsoft.Extensions.Hosting;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Health;

/// <summary>Looks at the hub's figures every few seconds, so that whoever opens the page sees where they come from.</summary>
internal sealed class HubWatch(HubReader hub, HubHistory history, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                try
                {
                    if (await hub(true, stoppingToken) is { } facts) history.Add(HubMoment.Of(facts, time.GetUtcNow()));
                }
                catch (RpcException)
                {
                    // A hub that does not answer leaves a gap.
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }
}
