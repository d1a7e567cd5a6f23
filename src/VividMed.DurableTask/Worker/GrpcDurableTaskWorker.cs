using Microsoft.Extensions.Hosting;

namespace VividMed.DurableTask.Worker;

internal sealed class GrpcDurableTaskWorker(string name) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.FromException(new InvalidOperationException(name));
}
