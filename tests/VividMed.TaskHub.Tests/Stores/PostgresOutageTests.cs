using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Stores;

/// <summary>A database server that goes away under a hub. Each test has a server of its own to break.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private const int Activities = 300;

    private readonly PostgresProcess _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Work_goes_on_when_the_database_comes_back_from_a_crash()
    {
        var reached = new TaskCompletionSource();
        var done = 0;
        await using var host = await StartAsync(tasks => Register(tasks, () =>
        {
            if (Interlocked.Increment(ref done) == Activities / 3) reached.SetResult();
        }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Batch", Activities, TestContext.Current.CancellationToken);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        await _postgres.CrashAsync();

        var metadata = await host.CompletionAsync(id);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, Activities * (Activities - 1) / 2), (metadata.RuntimeStatus, metadata.ReadOutputAs<int>()));
        Assert.InRange(done, Activities, int.MaxValue);
    }

    [Fact]
    public async Task A_hub_whose_database_is_gone_stops_all_the_same()
    {
        var host = await StartAsync(tasks => Register(tasks, () => { }));
        await host.RunAsync("Batch", 3);
        await _postgres.StopAsync();
        // Somebody waits for a write that cannot be made.
        var waiting = Assert.ThrowsAnyAsync<Exception>(() => host.Client.RaiseEventAsync("nobody", "Call", cancellation: TestContext.Current.CancellationToken));

        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await waiting;
    }

    [Fact]
    public async Task Who_asks_in_an_outage_is_told_to_try_again_and_who_waits_goes_on_waiting()
    {
        var finish = new TaskCompletionSource();
        await using var host = await StartAsync(tasks =>
        {
            tasks.AddOrchestratorFunc("One", context => context.CallActivityAsync("Held"));
            tasks.AddActivityFunc<object?>("Held", (_, _) => finish.Task);
        });
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("One", TestContext.Current.CancellationToken);
        var waiting = host.CompletionAsync(id);
        await host.Client.WaitForInstanceStartAsync(id, TestContext.Current.CancellationToken);

        await _postgres.StopAsync();
        var refused = await Assert.ThrowsAsync<RpcException>(() => host.Client.GetInstanceAsync(id, TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);

        await _postgres.StartAgainAsync();
        finish.SetResult();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await waiting).RuntimeStatus);
    }

    private static void Register(DurableTaskRegistry tasks, Action worked)
    {
        tasks.AddOrchestratorFunc<int, int>("Batch", async (context, count) =>
            (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Work", i)))).Sum());
        tasks.AddActivityFunc<int, int>("Work", async (_, i) =>
        {
            await Task.Delay(5);
            worked();
            return i;
        });
    }

    private async Task<SdkHost> StartAsync(Action<DurableTaskRegistry> tasks)
    {
        var connection = await PostgresHub.CreateDatabaseAsync(_postgres);
        return await SdkHost.StartAsync(tasks, options => options.PostgresConnection = connection);
    }
}
