using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VividMed.DurableTask;
using VividMed.DurableTask.Client;
using VividMed.DurableTask.Worker;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests;

/// <summary>Large payloads go around the hub: client, worker and hub as in production, the store a folder or a container.</summary>
public sealed class ExternalizedPayloadTests(AzuriteProcess azurite) : IClassFixture<AzuriteProcess>
{
    [Fact]
    public async Task Large_inputs_results_events_and_outputs_pass_while_the_hub_sees_tokens_only()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TaskHubServer.StartAsync(new() { DatabasePath = folder.Path("hub.db") }, TestContext.Current.CancellationToken);
        using var host = Build(server, InFolder(folder));
        await host.StartAsync(TestContext.Current.CancellationToken);
        var client = host.Services.GetRequiredService<DurableTaskClient>();
        var large = new string('é', 300_000);

        var id = await client.ScheduleNewOrchestrationInstanceAsync("Main", large, TestContext.Current.CancellationToken);
        await client.RaiseEventAsync(id, "More", large, TestContext.Current.CancellationToken);
        var run = await CompletionAsync(client, id);

        Assert.Equal(4 * large.Length, run.ReadOutputAs<string>()!.Length);
        Assert.Equal(large, run.ReadInputAs<string>());
        Assert.Equal(3, Directory.GetFiles(folder.Path("payloads")).Length);
        var history = await PlainHistoryAsync(server, id);
        Assert.True(history.CalculateSize() < 10_000, $"The hub keeps {history.CalculateSize()} bytes.");
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_storage_account_takes_them_in_a_container_that_it_need_not_have_had()
    {
        if (azurite.Missing is { } reason) Assert.Skip(reason);
        using var folder = new TemporaryFolder();
        await using var server = await TaskHubServer.StartAsync(new() { DatabasePath = folder.Path("hub.db") }, TestContext.Current.CancellationToken);
        using var host = Build(server, store: null, options => (options.ConnectionString, options.ContainerName) = (azurite.ConnectionString, "payloads"));
        await host.StartAsync(TestContext.Current.CancellationToken);
        var client = host.Services.GetRequiredService<DurableTaskClient>();
        var large = new string('é', 300_000);

        var id = await client.ScheduleNewOrchestrationInstanceAsync("Twice", large, TestContext.Current.CancellationToken);
        Assert.Equal(2 * large.Length, (await CompletionAsync(client, id)).ReadOutputAs<string>()!.Length);
        Assert.True((await PlainHistoryAsync(server, id)).CalculateSize() < 10_000);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Options_that_name_no_place_are_refused_with_what_to_set()
    {
        var services = new ServiceCollection();
        services.AddDurableTaskClient(client => client.UseGrpc("http://localhost:4001").UseExternalizedPayloads(options => options.ThresholdBytes = 1024));
        using var provider = services.BuildServiceProvider();
        var refused = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<PayloadStore>);
        Assert.Contains("set ConnectionString", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_beyond_the_limit_fails_the_run_instead_of_being_tried_for_ever()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TaskHubServer.StartAsync(new() { DatabasePath = folder.Path("hub.db") }, TestContext.Current.CancellationToken);
        using var host = Build(server, InFolder(folder), options => options.MaxPayloadBytes = 400_000);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var client = host.Services.GetRequiredService<DurableTaskClient>();

        var id = await client.ScheduleNewOrchestrationInstanceAsync("Twice", new string('x', 300_000), TestContext.Current.CancellationToken);
        Assert.True((await CompletionAsync(client, id)).FailureDetails!.InnerFailure!.IsCausedBy<PayloadTooLargeException>());
        id = await client.ScheduleNewOrchestrationInstanceAsync("TwiceHere", new string('x', 300_000), TestContext.Current.CancellationToken);
        Assert.True((await CompletionAsync(client, id)).FailureDetails!.IsCausedBy<PayloadTooLargeException>());
        await Assert.ThrowsAsync<PayloadTooLargeException>(
            () => client.ScheduleNewOrchestrationInstanceAsync("Twice", new string('x', 500_000), TestContext.Current.CancellationToken));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static ContentAddressedPayloadStore InFolder(TemporaryFolder folder) => ContentAddressedPayloadStore.InFolder(folder.Path("payloads"));

    private static IHost Build(TaskHubServer server, PayloadStore? store, Action<LargePayloadStorageOptions>? configure = null)
    {
        configure ??= _ => { };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        if (store is not null) builder.Services.AddSingleton(store);
        builder.Services.AddDurableTaskClient(client => client.UseGrpc(server.Address.ToString()).UseExternalizedPayloads(configure));
        builder.Services.AddDurableTaskWorker(worker => worker
            .UseGrpc(server.Address.ToString())
            .UseExternalizedPayloads(configure)
            .AddTasks(tasks => tasks
                .AddOrchestratorFunc<string, string>("Main", async (context, input) =>
                    await context.CallActivityAsync<string>("Double", input) + input + await context.WaitForExternalEvent<string>("More"))
                .AddOrchestratorFunc<string, string>("Twice", (context, input) => context.CallActivityAsync<string>("Double", input))
                .AddOrchestratorFunc<string, string>("TwiceHere", (_, input) => input + input)
                .AddActivityFunc<string, string>("Double", (_, text) => text + text)));
        return builder.Build();
    }

    private static async Task<OrchestrationMetadata> CompletionAsync(DurableTaskClient client, string id)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);
    }

    private static async Task<DurableTask.Protocol.HistoryChunk> PlainHistoryAsync(TaskHubServer server, string id)
    {
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(server.Address);
        var client = new DurableTask.Protocol.TaskHubSidecarService.TaskHubSidecarServiceClient(channel);
        using var call = client.StreamInstanceHistory(new() { InstanceId = id }, cancellationToken: TestContext.Current.CancellationToken);
        var all = new DurableTask.Protocol.HistoryChunk();
        while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)) all.Events.AddRange(call.ResponseStream.Current.Events);
        return all;
    }
}
