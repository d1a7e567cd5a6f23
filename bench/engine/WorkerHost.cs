using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace VividMed.Bench.Engine;

/// <summary>The project's own worker and client, as any program would set them up.</summary>
internal static class WorkerHost
{
    public static async Task<IHost> StartAsync(HubCalls hub)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDurableTaskWorker(worker => worker
            .AddTasks(static tasks => tasks
                .AddOrchestrator<FanOut>()
                .AddOrchestrator<Chain>()
                .AddOrchestrator<Gate>()
                .AddOrchestrator<Partitions>()
                .AddActivity<Echo>())
            .UseGrpc(options => (options.Address, options.CallInvoker) = (hub.Address, hub.Invoker)));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public static DurableTaskClient Connect(HubCalls hub)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDurableTaskClient(client => client.UseGrpc(options => (options.Address, options.CallInvoker) = (hub.Address, hub.Invoker)));
        return services.BuildServiceProvider().GetRequiredService<DurableTaskClient>();
    }
}
