using Microsoft.Extensions.Hosting;

namespace VividMed.TaskHub;

/// <summary>Leaves signals such as SIGTERM to the process that hosts the hub.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
