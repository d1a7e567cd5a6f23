using Microsoft.DurableTask.Testing;
using VividMed.TestKit;

namespace VividMed.Portability.Tests;

/// <summary>Nothing in the workflows leans on our own hub: Microsoft's engines run them to the same bytes.</summary>
public sealed class PortabilityTests(Synthesis synthesis, AzuriteProcess azurite) : IClassFixture<Synthesis>, IClassFixture<AzuriteProcess>
{
    [Fact]
    public void Our_own_hub_makes_a_shard_of_every_study() =>
        Assert.Equal(Synthesis.RadiographStudies + 1, synthesis.OnOwnHub.Count(file => file.Contains("/records/", StringComparison.Ordinal)));

    [Fact]
    public async Task Microsofts_in_memory_host_makes_the_same_bytes()
    {
        await using var host = await DurableTaskTestHost.StartAsync(
            Pipeline.AddTasks, new() { Port = FreePort.Find(), ConfigureServices = Pipeline.AddServices }, TestContext.Current.CancellationToken);

        // This host waits half a second whenever it is as busy as the machine has processors.
        var made = await synthesis.RunAsync("in-memory", host.Client, partitionsInFlight: 1);

        Assert.Equal(synthesis.OnOwnHub, made);
    }

    [Fact]
    public async Task Microsofts_engine_over_azure_storage_makes_the_same_bytes()
    {
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");
        await using var engine = await AzureStorageEngine.StartAsync(azurite.ConnectionString);
        await using var worker = await PipelineWorker.StartAsync(engine.Address);

        var made = await synthesis.RunAsync("azure-storage", worker.Client, partitionsInFlight: 16);

        Assert.Equal(synthesis.OnOwnHub, made);
    }
}
