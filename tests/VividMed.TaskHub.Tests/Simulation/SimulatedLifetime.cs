using Microsoft.Extensions.Hosting;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>A hub in a simulation never stops in an orderly way.</summary>
internal sealed class SimulatedLifetime : IHostApplicationLifetime
{
    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => CancellationToken.None;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication()
    {
    }
}
