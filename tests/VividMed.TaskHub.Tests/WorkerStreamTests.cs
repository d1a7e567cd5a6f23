using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

public class WorkerStreamTests : HubTests
{
    [Fact]
    public async Task Each_worker_gets_only_what_its_filters_name_in_any_case()
    {
        await using var hub = await StartAsync();
        await using var cpu = hub.Connect(
            w =>
            {
                w.Orchestrators["Both"] = turn =>
                {
                    var (a, b) = (turn.Activity("Tag", version: "1"), turn.Activity("Localize", version: "2"));
                    if (a is not null && b is not null) turn.Complete(a.TaskCompleted.Result + b.TaskCompleted.Result);
                };
                w.Activities["Tag"] = _ => Worker.Result("cpu ");
            },
            new() { WorkItemFilters = new() { Orchestrations = { new OrchestrationFilter { Name = "BOTH" } }, Activities = { new ActivityFilter { Name = "tag" } } } });
        await using var gpu = hub.Connect(
            w => w.Activities["Localize"] = _ => Worker.Result("gpu"),
            new() { WorkItemFilters = new() { Activities = { new ActivityFilter { Name = "localize", Versions = { "2" } } } } });
        await using var old = hub.Connect(request: new() { WorkItemFilters = new() { Activities = { new ActivityFilter { Name = "Localize", Versions = { "1" } } } } });

        Assert.Equal("cpu gpu", (await hub.CompletionAsync(await hub.StartInstanceAsync("Both"))).Output);
        Assert.Equal("Localize", Assert.Single(gpu.Seen).ActivityRequest.Name);
        Assert.DoesNotContain(cpu.Seen, item => item.ActivityRequest?.Name == "Localize");
        Assert.Empty(old.Seen);
    }

    [Fact]
    public async Task A_worker_whose_filters_name_nothing_takes_everything()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(Scripts.FanOut, new() { WorkItemFilters = new() });
        Assert.Equal("3", (await hub.CompletionAsync(await hub.StartInstanceAsync(Scripts.FanOutName, "3"))).Output);
    }

    [Fact]
    public async Task A_worker_whose_filters_name_activities_takes_no_orchestrations()
    {
        await using var hub = await StartAsync();
        await using var gpu = hub.Connect(Scripts.FanOut, new() { WorkItemFilters = new() { Activities = { new ActivityFilter { Name = "Work" } } } });
        await using var cpu = hub.Connect(Scripts.FanOut, new() { WorkItemFilters = new() { Orchestrations = { new OrchestrationFilter { Name = Scripts.FanOutName } } } });

        Assert.Equal("3", (await hub.CompletionAsync(await hub.StartInstanceAsync(Scripts.FanOutName, "3"))).Output);
        Assert.All(gpu.Seen, item => Assert.NotNull(item.ActivityRequest));
        Assert.All(cpu.Seen, item => Assert.NotNull(item.OrchestratorRequest));
    }

    [Fact]
    public async Task An_activity_without_a_version_goes_to_a_worker_that_names_one()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(
            w =>
            {
                w.Orchestrators["One"] = turn =>
                {
                    if (turn.Activity("Tag") is { } outcome) turn.Complete(outcome.TaskCompleted.Result);
                };
                w.Activities["Tag"] = _ => Worker.Result("served");
            },
            new()
            {
                WorkItemFilters = new()
                {
                    Orchestrations = { new OrchestrationFilter { Name = "One", Versions = { "2" } } },
                    Activities = { new ActivityFilter { Name = "Tag", Versions = { "2" } } },
                },
            });
        await hub.StartInstanceAsync("One", id: "unversioned");
        await hub.Client.StartInstanceAsync(new() { Name = "One", Version = "2", InstanceId = "versioned" });

        Assert.Equal("served", (await hub.CompletionAsync("versioned")).Output);
        Assert.Equal(OrchestrationStatus.Pending, (await hub.GetAsync("unversioned")).OrchestrationStatus);
    }

    [Fact]
    public async Task No_stream_holds_more_activities_than_its_limit()
    {
        await using var hub = await StartAsync();
        var running = 0;
        var most = 0;
        var gate = new Lock();
        await using var worker = hub.Connect(
            w =>
            {
                Scripts.FanOut(w);
                w.Activities["Work"] = request =>
                {
                    lock (gate) most = Math.Max(most, ++running);
                    Thread.Yield();
                    lock (gate) running--;
                    return Worker.Result(request.Input);
                };
            },
            new() { MaxConcurrentActivityWorkItems = 3 });

        Assert.Equal("60", (await hub.CompletionAsync(await hub.StartInstanceAsync(Scripts.FanOutName, "60"))).Output);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task What_a_lost_worker_held_goes_to_the_next_at_once()
    {
        await using var hub = await StartAsync();
        await using (var lost = hub.Connect(w =>
        {
            Scripts.FanOut(w);
            w.Activities["Work"] = _ => null;
        }))
        {
            await hub.StartInstanceAsync(Scripts.FanOutName, "20", "one");
            for (var i = 0; i < 21; i++) await lost.NextAsync();
        }

        await using var next = hub.Connect(Scripts.FanOut);

        Assert.Equal("20", (await hub.CompletionAsync("one")).Output);
        Scripts.AssertEachCompletedOnce(await hub.HistoryAsync("one"), 20);
    }

    [Fact]
    public async Task A_completion_from_a_lost_lease_is_ignored()
    {
        await using var hub = await StartAsync();
        string token;
        await using (var lost = hub.Connect(w =>
        {
            Scripts.FanOut(w);
            w.Activities["Work"] = _ => null;
        }))
        {
            await hub.StartInstanceAsync(Scripts.FanOutName, "1", "one");
            await lost.NextAsync();
            token = (await lost.NextAsync()).CompletionToken;
        }

        await using var next = hub.Connect(w =>
        {
            Scripts.FanOut(w);
            w.Activities["Work"] = _ => null;
        });
        var live = await next.NextAsync();
        await hub.Client.CompleteActivityTaskAsync(new() { InstanceId = "one", TaskId = 0, Result = "stale", CompletionToken = token });
        await hub.Client.CompleteActivityTaskAsync(new() { InstanceId = "one", TaskId = 0, Result = "live", CompletionToken = live.CompletionToken });
        await hub.Client.CompleteActivityTaskAsync(new() { InstanceId = "one", TaskId = 0, Result = "twice", CompletionToken = live.CompletionToken });
        await hub.CompletionAsync("one");

        Assert.Equal(["live"], (await hub.HistoryAsync("one")).Select(e => e.TaskCompleted).OfType<TaskCompletedEvent>().Select(e => e.Result));
    }

    [Fact]
    public async Task A_worker_that_knows_no_tokens_is_matched_by_instance_and_task()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w =>
        {
            Scripts.FanOut(w);
            w.Activities["Work"] = _ => null;
        });
        await hub.StartInstanceAsync(Scripts.FanOutName, "1", "one");
        await worker.NextAsync();
        await worker.NextAsync();
        await hub.Client.CompleteActivityTaskAsync(new() { InstanceId = "one", TaskId = 0, Result = "old dialect" });

        Assert.Equal(OrchestrationStatus.Completed, (await hub.CompletionAsync("one")).OrchestrationStatus);
    }

    [Fact]
    public async Task An_abandoned_work_item_comes_back_after_a_wait_that_grows()
    {
        var time = new ManualTime();
        await using var hub = await StartAsync(options => options.FirstBackOff = TimeSpan.FromSeconds(1), time);
        await using var worker = hub.Connect();
        await hub.StartInstanceAsync("Unknown");

        for (var wait = 1; wait <= 4; wait *= 2)
        {
            var item = await worker.NextAsync();
            await hub.Client.AbandonTaskOrchestratorWorkItemAsync(new() { CompletionToken = item.CompletionToken });
            var seen = worker.Seen.Count;
            time.Advance(TimeSpan.FromSeconds(wait) - TimeSpan.FromMilliseconds(10));
            await hub.Client.HelloAsync(new Empty());
            Assert.Equal(seen, worker.Seen.Count);
            time.Advance(TimeSpan.FromMilliseconds(20));
        }

        Assert.NotNull((await worker.NextAsync()).OrchestratorRequest);
    }

    [Fact]
    public async Task An_idle_stream_hears_from_the_hub()
    {
        await using var hub = await StartAsync(options => options.HealthPingInterval = TimeSpan.FromMilliseconds(20));
        await using var worker = hub.Connect();
        Assert.NotNull((await worker.NextAsync()).HealthPing);
    }

    [Fact]
    public async Task A_long_history_is_fetched_by_workers_that_can_and_sent_along_to_those_that_cannot()
    {
        await using var hub = await StartAsync(options => options.InlineHistoryBytes = 1000);
        await using (var streaming = hub.Connect(Scripts.FanOut, new() { Capabilities = { WorkerCapability.HistoryStreaming } }))
        {
            Assert.Equal("50", (await hub.CompletionAsync(await hub.StartInstanceAsync(Scripts.FanOutName, "50"))).Output);
            Assert.Contains(streaming.Seen, item => item.OrchestratorRequest is { RequiresHistoryStreaming: true, PastEvents.Count: 0 });
        }

        await using var plain = hub.Connect(Scripts.FanOut);
        Assert.Equal("50", (await hub.CompletionAsync(await hub.StartInstanceAsync(Scripts.FanOutName, "50"))).Output);
        Assert.DoesNotContain(plain.Seen, item => item.OrchestratorRequest is { RequiresHistoryStreaming: true });
    }

    [Fact]
    public async Task A_turn_may_be_completed_in_chunks_and_a_repeated_chunk_counts_once()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect();
        var id = await hub.StartInstanceAsync("Chunked");
        var token = (await worker.NextAsync()).CompletionToken;

#pragma warning disable CS0612 // deprecated in the protocol, yet what current workers split large turns with
        OrchestratorResponse Chunk(int index, bool partial, OrchestratorAction action) =>
            new() { InstanceId = id, CompletionToken = token, ChunkIndex = index, IsPartial = partial, Actions = { action } };
#pragma warning restore CS0612
        var first = Chunk(0, true, new() { Id = 0, ScheduleTask = new() { Name = "A" } });
        await hub.Client.CompleteOrchestratorTaskAsync(first);
        await hub.Client.CompleteOrchestratorTaskAsync(first);
        Assert.Empty(await hub.HistoryAsync(id));
        await hub.Client.CompleteOrchestratorTaskAsync(Chunk(1, false, new() { Id = 1, ScheduleTask = new() { Name = "B" } }));

        Assert.Equal(["A", "B"], (await hub.HistoryAsync(id)).Select(e => e.TaskScheduled).OfType<TaskScheduledEvent>().Select(e => e.Name));
    }

    [Fact]
    public async Task A_worker_that_lost_its_history_gets_the_turn_again()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect();
        var id = await hub.StartInstanceAsync("Any");
        var first = await worker.NextAsync();
        await hub.Client.CompleteOrchestratorTaskAsync(new() { InstanceId = id, CompletionToken = first.CompletionToken, RequiresHistory = true });

        var second = await worker.NextAsync();
        Assert.NotEqual(first.CompletionToken, second.CompletionToken);
        Assert.Contains(second.OrchestratorRequest.NewEvents, e => e.ExecutionStarted is not null);
    }
}
