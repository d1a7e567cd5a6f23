using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

/// <summary>A hub that is told to stop.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task Waits_for_what_workers_hold_and_hands_out_nothing_new()
    {
        await using var hub = await TestHub.StartAsync();
        await using var worker = hub.Connect(Held);
        await hub.StartInstanceAsync("One", id: "one");
        var activity = await ActivityAsync(worker);

        var drained = hub.DrainAsync(TimeSpan.FromSeconds(30));
        await hub.StartInstanceAsync("One", id: "two");
        Assert.False(drained.IsCompleted);
        await CompleteAsync(hub, activity);

        Assert.True(await drained);
        Assert.All(worker.Seen, item => Assert.Equal("one", item.OrchestratorRequest?.InstanceId ?? item.ActivityRequest.OrchestrationInstance.InstanceId));
    }

    [Fact]
    public async Task Goes_on_after_the_restart_where_it_stopped()
    {
        await using var hub = await TestHub.StartAsync();
        await using (var worker = hub.Connect(Held))
        {
            await hub.StartInstanceAsync("One", id: "one");
            var activity = await ActivityAsync(worker);
            var drained = hub.DrainAsync(TimeSpan.FromSeconds(30));
            await CompleteAsync(hub, activity);
            Assert.True(await drained);
        }

        await hub.RestartAsync();
        await using var next = hub.Connect(Held);

        Assert.Equal("done", (await hub.CompletionAsync("one")).Output);
        Assert.DoesNotContain(next.Seen, item => item.ActivityRequest is not null);
    }

    [Fact]
    public async Task Gives_up_at_its_bound()
    {
        await using var hub = await TestHub.StartAsync();
        await using var worker = hub.Connect(Held);
        await hub.StartInstanceAsync("One");
        await ActivityAsync(worker);

        Assert.False(await hub.DrainAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task A_hub_at_rest_is_drained_at_once()
    {
        await using var hub = await TestHub.StartAsync();

        Assert.True(await hub.DrainAsync(TimeSpan.Zero));
    }

    /// <summary>An orchestrator of one activity, which nobody answers.</summary>
    private static void Held(Worker worker) => worker.Orchestrators["One"] = turn =>
    {
        if (turn.Activity("Held") is { } done) turn.Complete(done.TaskCompleted.Result);
    };

    private static async Task<WorkItem> ActivityAsync(Worker worker)
    {
        while (true)
        {
            var item = await worker.NextAsync();
            if (item.ActivityRequest is not null) return item;
        }
    }

    private static async Task CompleteAsync(TestHub hub, WorkItem item) => await hub.Client.CompleteActivityTaskAsync(new()
    {
        InstanceId = item.ActivityRequest.OrchestrationInstance.InstanceId,
        TaskId = item.ActivityRequest.TaskId,
        CompletionToken = item.CompletionToken,
        Result = "done",
    });
}
