using Grpc.Net.Client;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Stores.Sqlite;
using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests;

public sealed class RestartTests
{
    [Fact]
    public async Task A_restarted_hub_goes_on_where_it_was()
    {
        var time = new ManualTime();
        await using var hub = await TestHub.StartAsync(time: time);
        Action<Turn> script = turn =>
        {
            if (turn.Activity("First") is null || turn.Timer(TimeSpan.FromHours(1)) is null || turn.Activity("Second") is null) return;
            turn.Complete("through");
        };
        await using (hub.Connect(w =>
        {
            w.Orchestrators["Long"] = script;
            w.Activities["First"] = _ => Worker.Result("");
        }))
        {
            await hub.StartInstanceAsync("Long", id: "one");
            await TestHub.UntilAsync(async () => (await hub.HistoryAsync("one")).Any(e => e.TimerCreated is not null));
        }

        await hub.RestartAsync();
        await using var worker = hub.Connect(w =>
        {
            w.Orchestrators["Long"] = script;
            w.Activities["Second"] = _ => Worker.Result("");
        });
        time.Advance(TimeSpan.FromHours(2));

        Assert.Equal("through", (await hub.CompletionAsync("one")).Output);
    }

    [Fact]
    public async Task Killed_hubs_lose_no_activity_and_count_none_twice()
    {
        const int Count = 300;
        using var folder = new TemporaryFolder();
        var random = new Random(17);
        List<HistoryEvent> history = [];
        for (var life = 0; history.Count == 0; life++)
        {
            using var process = await HubProcess.StartAsync(folder.Path("hub.db"));
            using var channel = GrpcChannel.ForAddress(process.Address);
            var client = new TaskHubSidecarService.TaskHubSidecarServiceClient(channel);
            if (life == 0) await client.StartInstanceAsync(new() { Name = Scripts.FanOutName, Input = $"{Count}", InstanceId = "one" });

            // Each hub but the last dies, without warning, after some dozens of activities more.
            var left = life < 5 ? random.Next(20, 60) : int.MaxValue;
            var enough = new TaskCompletionSource();
            await using var worker = new Worker(client, new() { MaxConcurrentActivityWorkItems = 10 });
            Scripts.FanOut(worker);
            worker.Activities["Work"] = request =>
            {
                if (Interlocked.Decrement(ref left) == 0) enough.TrySetResult();
                return Worker.Result(request.Input);
            };
            worker.Start();
            if (life < 5)
            {
                await enough.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
                process.Kill();
                continue;
            }

            await client.WaitForInstanceCompletionAsync(new() { InstanceId = "one" }, deadline: DateTime.UtcNow.AddSeconds(60));
            using var call = client.StreamInstanceHistory(new() { InstanceId = "one" });
            while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)) history.AddRange(call.ResponseStream.Current.Events);
        }

        Scripts.AssertEachCompletedOnce(history, Count);
        Assert.Equal(Count, history.Count(e => e.TaskScheduled is not null));
    }

    [Fact]
    public async Task Two_hubs_never_share_a_file()
    {
        await using var hub = await TestHub.StartAsync();
        var refused = await Assert.ThrowsAsync<TaskHubException>(() => TaskHubServer.StartAsync(new() { DatabasePath = hub.Database }));
        Assert.Equal("database-in-use", refused.Code);
    }

    [Fact]
    public async Task A_file_of_a_newer_hub_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        using (var db = new SqliteSession(folder.Path("hub.db"), readOnly: false)) db.Execute("PRAGMA user_version = 99");
        var refused = await Assert.ThrowsAsync<TaskHubException>(() => TaskHubServer.StartAsync(new() { DatabasePath = folder.Path("hub.db") }));
        Assert.Equal("database-newer", refused.Code);
    }

    [Fact]
    public async Task Waiting_clients_are_told_when_the_hub_stops()
    {
        await using var hub = await TestHub.StartAsync();
        var id = await hub.StartInstanceAsync("Unserved");
        var wait = hub.Client.WaitForInstanceCompletionAsync(new() { InstanceId = id }).ResponseAsync;
        await hub.Client.HelloAsync(new Google.Protobuf.WellKnownTypes.Empty());

        await hub.RestartAsync();

        await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => wait);
        Assert.Equal(OrchestrationStatus.Pending, (await hub.GetAsync(id)).OrchestrationStatus);
    }
}
