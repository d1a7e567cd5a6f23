using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

public class InstanceCommandTests : HubTests
{
    [Fact]
    public async Task An_id_in_use_is_refused_and_a_finished_one_is_replaced()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w => w.Orchestrators["Echo"] = turn =>
        {
            if (turn.Raised.Count > 0) turn.Complete(turn.Started.Input);
        });
        await hub.StartInstanceAsync("Echo", "first", "one");

        var refused = await Assert.ThrowsAsync<RpcException>(() => hub.StartInstanceAsync("Echo", "second", "one"));
        await hub.Client.RaiseEventAsync(new() { InstanceId = "one", Name = "go" });
        var first = await hub.CompletionAsync("one");
        await hub.StartInstanceAsync("Echo", "third", "one");
        await hub.Client.RaiseEventAsync(new() { InstanceId = "one", Name = "go" });

        Assert.Equal(StatusCode.AlreadyExists, refused.StatusCode);
        Assert.Equal("first", first.Output);
        Assert.Equal("third", (await hub.CompletionAsync("one")).Output);
    }

    [Fact]
    public async Task A_reuse_policy_replaces_exactly_the_statuses_it_names()
    {
        await using var hub = await StartAsync();
        var start = new CreateInstanceRequest { Name = "Waiting", InstanceId = "one", OrchestrationIdReusePolicy = new() { ReplaceableStatus = { OrchestrationStatus.Pending, OrchestrationStatus.Terminated } } };
        await hub.Client.StartInstanceAsync(start);
        var before = (await hub.GetAsync("one")).ExecutionId;

        await hub.Client.StartInstanceAsync(start);
        Assert.NotEqual(before, (await hub.GetAsync("one")).ExecutionId);
        await using var worker = hub.Connect(w => w.Orchestrators["Waiting"] = turn => turn.Complete(null));
        await hub.CompletionAsync("one");

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await hub.Client.StartInstanceAsync(start));
        Assert.Equal(StatusCode.AlreadyExists, refused.StatusCode);
    }

    [Theory]
    [InlineData(OrchestrationStatus.Running)]
    [InlineData(OrchestrationStatus.Pending)]
    [InlineData(OrchestrationStatus.Suspended)]
    public async Task Replacing_what_runs_without_replacing_what_was_terminated_is_refused(OrchestrationStatus running)
    {
        await using var hub = await StartAsync();
        var start = new CreateInstanceRequest { Name = "Any", InstanceId = "one", OrchestrationIdReusePolicy = new() { ReplaceableStatus = { running, OrchestrationStatus.Completed } } };
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await hub.Client.StartInstanceAsync(start));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains("Terminated", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Null(await hub.GetAsync("one"));
    }

    [Fact]
    public async Task Rewinding_what_runs_says_that_it_runs()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w => w.Orchestrators["Wait"] = _ => { });
        await hub.StartInstanceAsync("Wait", id: "one");
        await hub.Client.WaitForInstanceStartAsync(new() { InstanceId = "one" });
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await hub.Client.RewindInstanceAsync(new() { InstanceId = "one" }));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Contains("is Running", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeating_a_start_with_its_execution_id_changes_nothing()
    {
        await using var hub = await StartAsync();
        var start = new CreateInstanceRequest { Name = "Waiting", InstanceId = "one", ExecutionId = "run-1" };
        await hub.Client.StartInstanceAsync(start);
        await hub.Client.StartInstanceAsync(start);
        Assert.Equal("run-1", (await hub.GetAsync("one")).ExecutionId);
    }

    [Fact]
    public async Task A_scheduled_start_waits_for_its_moment_and_keeps_earlier_events()
    {
        var time = new ManualTime();
        await using var hub = await StartAsync(time: time);
        await using var worker = hub.Connect(w => w.Orchestrators["Later"] = turn => turn.Complete($"{turn.Now:HH:mm} {turn.Raised.Count}"));
        await hub.Client.StartInstanceAsync(new() { Name = "Later", InstanceId = "one", ScheduledStartTimestamp = time.GetUtcNow().AddHours(1).ToTimestamp() });
        await hub.Client.RaiseEventAsync(new() { InstanceId = "one", Name = "early" });

        Assert.Equal(OrchestrationStatus.Pending, (await hub.GetAsync("one")).OrchestrationStatus);
        time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));

        Assert.Equal("09:00 1", (await hub.CompletionAsync("one")).Output);
    }

    [Fact]
    public async Task Terminating_needs_no_worker_and_reaches_sub_orchestrations_when_asked()
    {
        await using var hub = await StartAsync();
        await using (hub.Connect(w => w.Orchestrators["Parent"] = turn => turn.Child("Unserved", instanceId: "child")))
        {
            await hub.StartInstanceAsync("Parent", id: "parent");
            await TestHub.UntilAsync(async () => await hub.GetAsync("child") is not null);
        }

        await hub.Client.TerminateInstanceAsync(new() { InstanceId = "parent", Output = "\"enough\"", Recursive = true });

        var parent = await hub.CompletionAsync("parent");
        Assert.Equal((OrchestrationStatus.Terminated, "\"enough\""), (parent.OrchestrationStatus, parent.Output));
        Assert.Equal(OrchestrationStatus.Terminated, (await hub.CompletionAsync("child")).OrchestrationStatus);
        Assert.Contains(await hub.HistoryAsync("parent"), e => e.ExecutionTerminated is { Recurse: true });
    }

    [Fact]
    public async Task What_a_terminated_instance_still_had_in_flight_is_ignored()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w =>
        {
            w.Orchestrators["Slow"] = turn => turn.Activity("Slow");
            w.Activities["Slow"] = _ => null;
        });
        var id = await hub.StartInstanceAsync("Slow");
        await worker.NextAsync();
        var activity = await worker.NextAsync();
        await hub.Client.TerminateInstanceAsync(new() { InstanceId = id });

        await hub.Client.CompleteActivityTaskAsync(new() { InstanceId = id, TaskId = 0, Result = "late", CompletionToken = activity.CompletionToken });
        await hub.Client.RaiseEventAsync(new() { InstanceId = id, Name = "late" });

        Assert.Equal(OrchestrationStatus.Terminated, (await hub.GetAsync(id)).OrchestrationStatus);
        Assert.DoesNotContain(await hub.HistoryAsync(id), e => e.TaskCompleted is not null || e.EventRaised is not null);
    }

    [Fact]
    public async Task A_suspended_instance_keeps_its_events_until_it_resumes()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w => w.Orchestrators["Wait"] = turn =>
        {
            if (turn.Raised.Count > 0) turn.Complete(turn.Raised[0].Input);
        });
        var id = await hub.StartInstanceAsync("Wait");
        await hub.Client.WaitForInstanceStartAsync(new() { InstanceId = id });
        await hub.Client.SuspendInstanceAsync(new() { InstanceId = id, Reason = "lunch" });
        await hub.Client.RaiseEventAsync(new() { InstanceId = id, Name = "go", Input = "kept" });

        Assert.Equal(OrchestrationStatus.Suspended, (await hub.GetAsync(id)).OrchestrationStatus);
        await hub.RestartAsync();
        Assert.Equal(OrchestrationStatus.Suspended, (await hub.GetAsync(id)).OrchestrationStatus);
        await using var later = hub.Connect(w => w.Orchestrators["Wait"] = worker.Orchestrators["Wait"]);
        await hub.Client.ResumeInstanceAsync(new() { InstanceId = id });

        Assert.Equal("kept", (await hub.CompletionAsync(id)).Output);
        Assert.Equal("ExecutionSuspended EventRaised ExecutionResumed", string.Join(' ', (await hub.HistoryAsync(id))
            .Where(e => e.ExecutionSuspended is not null || e.EventRaised is not null || e.ExecutionResumed is not null).Select(e => e.EventTypeCase)));
    }

    [Fact]
    public async Task Purging_takes_finished_instances_only_and_their_sub_orchestrations_when_asked()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w =>
        {
            w.Orchestrators["Parent"] = turn =>
            {
                if (turn.Child("Child", instanceId: "child") is not null) turn.Complete(null);
            };
            w.Orchestrators["Child"] = turn => turn.Complete(null);
        });
        await hub.StartInstanceAsync("Unserved", id: "open");
        await hub.CompletionAsync(await hub.StartInstanceAsync("Parent", id: "done"));

        var open = await hub.Client.PurgeInstancesAsync(new() { InstanceId = "open" });
        var batch = await hub.Client.PurgeInstancesAsync(new() { InstanceBatch = new() { InstanceIds = { "done", "unknown" } }, Recursive = true });

        Assert.Equal((0, 2), (open.DeletedInstanceCount, batch.DeletedInstanceCount));
        Assert.NotNull(await hub.GetAsync("open"));
        Assert.Null(await hub.GetAsync("done"));
        Assert.Null(await hub.GetAsync("child"));
    }

    [Fact]
    public async Task Purging_by_filter_goes_through_every_page()
    {
        await using var hub = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(i => hub.StartInstanceAsync("Unserved", id: $"i{i}")));
        await Task.WhenAll(Enumerable.Range(0, 1050).Select(i => hub.Client.TerminateInstanceAsync(new() { InstanceId = $"i{i}" }).ResponseAsync));

        var purged = await hub.Client.PurgeInstancesAsync(new() { PurgeInstanceFilter = new() { RuntimeStatus = { OrchestrationStatus.Terminated } } });

        Assert.Equal((1050, true), (purged.DeletedInstanceCount, purged.IsComplete));
        Assert.Equal(50, (await hub.Client.QueryInstancesAsync(new())).OrchestrationState.Count);
    }

    [Fact]
    public async Task A_restart_runs_the_same_input_again_under_the_same_or_a_new_id()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w => w.Orchestrators["Echo"] = turn => turn.Complete(turn.Started.Input));
        await hub.Client.StartInstanceAsync(new() { Name = "Echo", Input = "x", InstanceId = "one", Tags = { ["kind"] = "test" } });
        var before = (await hub.CompletionAsync("one")).ExecutionId;

        await hub.Client.RestartInstanceAsync(new() { InstanceId = "one" });
        var other = await hub.Client.RestartInstanceAsync(new() { InstanceId = "one", RestartWithNewInstanceId = true });

        Assert.NotEqual(before, (await hub.CompletionAsync("one")).ExecutionId);
        var state = await hub.CompletionAsync(other.InstanceId);
        Assert.Equal(("x", "test"), (state.Output, state.Tags["kind"]));
    }

    [Fact]
    public async Task Rewinding_repeats_the_calls_that_failed_and_no_others()
    {
        await using var hub = await StartAsync();
        var good = 0;
        var bad = 0;
        await using var worker = hub.Connect(w =>
        {
            w.Orchestrators["Both"] = turn =>
            {
                var (first, second) = (turn.Activity("Good"), turn.Activity("Bad"));
                if (first is null || second is null) return;
                if (second.TaskFailed is { } failure) turn.Fail(failure.FailureDetails.ErrorMessage);
                else turn.Complete("healed");
            };
            w.Activities["Good"] = _ =>
            {
                Interlocked.Increment(ref good);
                return Worker.Result("");
            };
            w.Activities["Bad"] = _ => Interlocked.Increment(ref bad) == 1 ? Worker.Failure("broken") : Worker.Result("");
        });
        var id = await hub.StartInstanceAsync("Both");
        Assert.Equal(OrchestrationStatus.Failed, (await hub.CompletionAsync(id)).OrchestrationStatus);

        await hub.Client.RewindInstanceAsync(new() { InstanceId = id, Reason = "fixed" });

        Assert.Equal("healed", (await hub.CompletionAsync(id)).Output);
        Assert.Equal((1, 2), (good, bad));
    }

    [Fact]
    public async Task Rewinding_repeats_the_calls_that_were_open_when_the_instance_failed()
    {
        await using var hub = await StartAsync();
        var (slow, bad) = (0, 0);
        await using var worker = hub.Connect(w =>
        {
            w.Orchestrators["Both"] = turn =>
            {
                var (first, second, third) = (turn.Activity("Slow"), turn.Activity("Bad"), turn.Timer(TimeSpan.FromMilliseconds(20)));
                if (second?.TaskFailed is { } failure) turn.Fail(failure.FailureDetails.ErrorMessage);
                else if (first is not null && second is not null && third is not null) turn.Complete("healed");
            };
            w.Activities["Slow"] = _ => Interlocked.Increment(ref slow) == 1 ? null : Worker.Result("");
            w.Activities["Bad"] = _ => Interlocked.Increment(ref bad) == 1 ? Worker.Failure("broken") : Worker.Result("");
        });
        var id = await hub.StartInstanceAsync("Both");
        Assert.Equal(OrchestrationStatus.Failed, (await hub.CompletionAsync(id)).OrchestrationStatus);

        await hub.Client.RewindInstanceAsync(new() { InstanceId = id });

        Assert.Equal("healed", (await hub.CompletionAsync(id)).Output);
    }

    [Fact]
    public async Task Commands_for_an_unknown_instance_are_told_so()
    {
        await using var hub = await StartAsync();
        AsyncUnaryCall<T> Call<T>(Func<TaskHubSidecarService.TaskHubSidecarServiceClient, AsyncUnaryCall<T>> call) => call(hub.Client);
        Task[] calls =
        [
            Call(c => c.RaiseEventAsync(new() { InstanceId = "none", Name = "x" })).ResponseAsync,
            Call(c => c.TerminateInstanceAsync(new() { InstanceId = "none" })).ResponseAsync,
            Call(c => c.SuspendInstanceAsync(new() { InstanceId = "none" })).ResponseAsync,
            Call(c => c.ResumeInstanceAsync(new() { InstanceId = "none" })).ResponseAsync,
            Call(c => c.RestartInstanceAsync(new() { InstanceId = "none" })).ResponseAsync,
            Call(c => c.RewindInstanceAsync(new() { InstanceId = "none" })).ResponseAsync,
        ];

        foreach (var call in calls) Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
        Assert.False((await hub.Client.GetInstanceAsync(new() { InstanceId = "none" })).Exists);
    }

    [Fact]
    public async Task Entities_are_declined_in_words()
    {
        await using var hub = await StartAsync();
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await hub.Client.SignalEntityAsync(new() { InstanceId = "e", Name = "add" }));
        Assert.Equal(StatusCode.Unimplemented, refused.StatusCode);
        Assert.Contains("entities", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_the_hub_leaves_nothing_behind()
    {
        await using var hub = await StartAsync();
        await hub.StartInstanceAsync("Unserved");
        await hub.Client.CreateTaskHubAsync(new() { RecreateIfExists = false });
        Assert.Single((await hub.Client.QueryInstancesAsync(new())).OrchestrationState);
        await hub.Client.CreateTaskHubAsync(new() { RecreateIfExists = true });
        Assert.Empty((await hub.Client.QueryInstancesAsync(new())).OrchestrationState);
    }
}
