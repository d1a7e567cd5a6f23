using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using VividMed.DurableTask.Client;
using VividMed.DurableTask.Client.Grpc;
using VividMed.DurableTask.Converters;
using VividMed.DurableTask.Worker;

namespace VividMed.DurableTask.Tests;

public sealed class BuilderTests
{
    [Fact]
    public async Task Several_named_clients_and_workers_live_side_by_side()
    {
        ServiceCollection services = new();
        services.AddDurableTaskClient("a").UseGrpc("http://localhost:1");
        services.AddDurableTaskClient("b").UseGrpc("http://localhost:2").RegisterDirectly();
        services.AddDurableTaskWorker("cpu").UseGrpc("http://localhost:1");
        services.AddDurableTaskWorker("gpu").UseGrpc("http://localhost:1");
        services.AddDurableTaskWorker("gpu").AddTasks(tasks => tasks.AddActivityFunc("Train", _ => { }));
        await using ServiceProvider provider = services.BuildServiceProvider();
        IDurableTaskClientProvider clients = provider.GetRequiredService<IDurableTaskClientProvider>();
        Assert.Equal(("a", "b"), (clients.GetClient("a").Name, clients.GetClient("b").Name));
        Assert.Same(clients.GetClient("b"), provider.GetRequiredService<DurableTaskClient>());
        Assert.Throws<ArgumentOutOfRangeException>(() => clients.GetClient("c"));
        Assert.Equal(2, provider.GetServices<IHostedService>().Count());
    }

    [Fact]
    public async Task A_converter_that_is_a_service_serves_clients_and_workers_that_name_none()
    {
        JsonDataConverter shared = new();
        JsonDataConverter named = new();
        ServiceCollection services = new();
        services.AddSingleton<DataConverter>(shared);
        services.AddDurableTaskClient("one");
        services.AddDurableTaskClient("two").Configure(options => options.DataConverter = named);
        services.AddDurableTaskWorker();
        await using ServiceProvider provider = services.BuildServiceProvider();
        IOptionsMonitor<GrpcDurableTaskClientOptions> clients = provider.GetRequiredService<IOptionsMonitor<GrpcDurableTaskClientOptions>>();
        Assert.Same(shared, clients.Get("one").DataConverter);
        Assert.Same(named, clients.Get("two").DataConverter);
        Assert.Same(shared, provider.GetRequiredService<IOptionsMonitor<DurableTaskWorkerOptions>>().CurrentValue.DataConverter);
    }

    [Fact]
    public async Task Entities_are_refused_by_name()
    {
        ServiceCollection services = new();
        services.AddDurableTaskClient();
        await using ServiceProvider provider = services.BuildServiceProvider();
        DurableTaskClient client = provider.GetRequiredService<DurableTaskClient>();
        Assert.Contains("entities", Assert.Throws<NotSupportedException>(() => client.Entities).Message, StringComparison.Ordinal);
        SimulatedOrchestration run = SimulatedOrchestration.Of(context => Task.FromResult(context.Entities.ToString()));
        Assert.Equal(typeof(NotSupportedException).FullName, run.Turn().Failure().ErrorType);
    }

    [Fact]
    public async Task A_purge_without_time_is_refused()
    {
        ServiceCollection services = new();
        services.AddDurableTaskClient();
        await using ServiceProvider provider = services.BuildServiceProvider();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => provider.GetRequiredService<DurableTaskClient>()
            .PurgeAllInstancesAsync(new() { Timeout = TimeSpan.Zero }, TestContext.Current.CancellationToken));
    }
}
