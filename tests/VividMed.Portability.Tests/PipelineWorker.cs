using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace VividMed.Portability.Tests;

/// <summary>One official worker of all roles and an official client at an engine's address.</summary>
internal sealed class PipelineWorker : IAsyncDisposable
{
    private readonly IHost _host;

    private PipelineWorker(IHost host) => _host = host;

    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    public static async Task<PipelineWorker> StartAsync(Uri engine)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        Pipeline.AddServices(builder.Services);
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(Pipeline.AddTasks).UseWorkItemFilters().UseGrpc(engine.ToString()));
        builder.Services.AddDurableTaskClient(client => client.UseGrpc(engine.ToString()));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
