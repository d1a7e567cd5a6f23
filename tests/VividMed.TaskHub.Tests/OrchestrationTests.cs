using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

public class OrchestrationTests : HubTests
{
    [Fact]
    public async Task A_chain_of_activities_passes_results_on_and_leaves_the_history_of_the_protocol()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w =>
        {
            w.Orchestrators["Chain"] = turn =>
            {
                turn.CustomStatus = "\"under way\"";
                if (turn.Activity("Add", turn.Started.Input) is not { } first) return;
                if (turn.Activity("Add", first.TaskCompleted.Result) is { } second) turn.Complete(second.TaskCompleted.Result);
            };
            w.Activities["Add"] = request => Worker.Result($"{int.Parse(request.Input) + 1}");
        });

        var id = await hub.StartInstanceAsync("Chain", "5");
        var state = await hub.CompletionAsync(id);

        Assert.Equal((OrchestrationStatus.Completed, "5", "7", "\"under way\""), (state.OrchestrationStatus, state.Input, state.Output, state.CustomStatus));
        Assert.NotNull(state.CompletedTimestamp);
        var history = await hub.HistoryAsync(id);
        Assert.Equal(
            "OrchestratorStarted ExecutionStarted TaskScheduled OrchestratorStarted TaskCompleted TaskScheduled OrchestratorStarted TaskCompleted ExecutionCompleted",
            string.Join(' ', history.Select(e => e.EventTypeCase)));
        Assert.Equal([0, 1], history.Where(e => e.TaskScheduled is not null).Select(e => e.EventId));
        Assert.Equal([0, 1], history.Where(e => e.TaskCompleted is not null).Select(e => e.TaskCompleted.TaskScheduledId));
    }

    [Fact]
    public async Task A_fan_out_of_500_activities_counts_every_completion_once()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(Scripts.FanOut);

        var id = await hub.StartInstanceAsync(Scripts.FanOutName, "500");

        Assert.Equal("500", (await hub.CompletionAsync(id)).Output);
        Scripts.AssertEachCompletedOnce(await hub.HistoryAsync(id), 500);
    }

    [Fact]
    public async Task A_failed_activity_can_be_tried_again_after_a_timer()
    {
        var time = new ManualTime();
        await using var hub = await StartAsync(time: time);
        var attempts = 0;
        await using var worker = hub.Connect(w =>
        {
            w.Orchestrators["Retry"] = turn =>
            {
                if (turn.Activity("Flaky") is not { } first) return;
                if (first.TaskFailed is null || turn.Timer(TimeSpan.FromMinutes(5)) is null) return;
                if (turn.Activity("Flaky") is { } second) turn.Complete(second.TaskCompleted.Result);
            };
            w.Activities["Flaky"] = _ => Interlocked.Increment(ref attempts) == 1 ? Worker.Failure("once") : Worker.Result("fine");
        });

        var id = await hub.StartInstanceAsync("Retry");
        await TestHub.UntilAsync(async () => (await hub.HistoryAsync(id)).Any(e => e.TimerCreated is not null));
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(OrchestrationStatus.Running, (await hub.GetAsync(id)).OrchestrationStatus);
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("fine", (await hub.CompletionAsync(id)).Output);
        var failed = Assert.Single(await hub.HistoryAsync(id), e => e.TaskFailed is not null).TaskFailed;
        Assert.Equal("once", failed.FailureDetails.ErrorMessage);
    }

    [Fact]
    public async Task Sub_orchestrations_know_their_parent_and_report_back()
    {
        await using var hub = await StartAsync();
        ParentInstanceInfo? link = null;
        await using var worker = hub.Connect(w =>
        {
            w.Orchestrators["Parent"] = turn =>
            {
                var good = turn.Child("Good", "1", "the-child");
                var bad = turn.Child("Bad");
                if (good is not null && bad is not null)
                    turn.Complete($"{good.SubOrchestrationInstanceCompleted.Result} {bad.SubOrchestrationInstanceFailed.FailureDetails.ErrorMessage}");
            };
            w.Orchestrators["Good"] = turn =>
            {
                link = turn.Started.ParentInstance;
                turn.Complete("done");
            };
            w.Orchestrators["Bad"] = turn => turn.Fail("broken");
        });

        var id = await hub.StartInstanceAsync("Parent");

        Assert.Equal("done broken", (await hub.CompletionAsync(id)).Output);
        Assert.Equal((id, "Parent", 0), (link!.OrchestrationInstance.InstanceId, link.Name, link.TaskScheduledId));
        Assert.Equal(id, (await hub.GetAsync("the-child")).ParentInstanceId);
    }

    [Fact]
    public async Task A_sub_orchestration_whose_id_is_in_use_fails_instead_of_hanging()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w =>
        {
            w.Orchestrators["Waiting"] = _ => { };
            w.Orchestrators["Parent"] = turn =>
            {
                if (turn.Child("Waiting", instanceId: "taken") is { } child) turn.Complete(child.SubOrchestrationInstanceFailed.FailureDetails.ErrorType);
            };
        });
        await hub.StartInstanceAsync("Waiting", id: "taken");

        var id = await hub.StartInstanceAsync("Parent");

        Assert.Equal("InstanceIdInUse", (await hub.CompletionAsync(id)).Output);
    }

    [Fact]
    public async Task Events_reach_their_instance_from_clients_and_from_other_orchestrations()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w =>
        {
            w.Orchestrators["Collect"] = turn =>
            {
                if (turn.Raised.Count == 2) turn.Complete(string.Join(',', turn.Raised.Select(e => e.Name + e.Input)));
            };
            w.Orchestrators["Sender"] = turn =>
            {
                turn.Send(turn.Started.Input, "b", "2");
                turn.Complete(null);
            };
        });

        var id = await hub.StartInstanceAsync("Collect");
        await hub.Client.RaiseEventAsync(new() { InstanceId = id, Name = "a", Input = "1" });
        await hub.CompletionAsync(await hub.StartInstanceAsync("Sender", id));

        Assert.Equal("a1,b2", (await hub.CompletionAsync(id)).Output);
    }

    [Fact]
    public async Task Continuing_as_new_begins_an_empty_history_and_carries_events_over()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w =>
        {
            w.Orchestrators["Counter"] = turn =>
            {
                var count = int.Parse(turn.Started.Input);
                if (count == 0)
                {
                    var raised = turn.Events.Where(e => e.EventRaised is not null).ToList();
                    if (raised.Count > 0) turn.ContinueAsNew("1", raised);
                }
                else if (count < 5 && turn.Activity("Work") is not null)
                {
                    turn.ContinueAsNew($"{count + 1}", turn.Events.Where(e => e.EventRaised is not null));
                }
                else if (count == 5)
                {
                    turn.Complete(Assert.Single(turn.Raised).Input);
                }
            };
            w.Activities["Work"] = _ => Worker.Result("");
        });

        var id = await hub.StartInstanceAsync("Counter", "0");
        var firstExecution = (await hub.GetAsync(id)).ExecutionId;
        await hub.Client.RaiseEventAsync(new() { InstanceId = id, Name = "note", Input = "kept" });
        var state = await hub.CompletionAsync(id);

        Assert.Equal(("kept", "5"), (state.Output, state.Input));
        Assert.NotEqual(firstExecution, state.ExecutionId);
        Assert.Equal(4, (await hub.HistoryAsync(id)).Count);
    }

    [Fact]
    public async Task Events_that_an_orchestration_sends_itself_as_it_continues_come_before_those_that_arrived_meanwhile()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect();
        await hub.StartInstanceAsync("Any", "0", "one");
        var first = await worker.NextAsync();
        await hub.Client.RaiseEventAsync(new() { InstanceId = "one", Name = "n", Input = "2" });
        var response = new OrchestratorResponse { InstanceId = "one", CompletionToken = first.CompletionToken };
        response.Actions.Add(new OrchestratorAction { Id = 0, SendEvent = new() { Instance = new() { InstanceId = "one" }, Name = "n", Data = "1" } });
        response.Actions.Add(new OrchestratorAction { Id = 1, CompleteOrchestration = new() { OrchestrationStatus = OrchestrationStatus.ContinuedAsNew, Result = "1" } });
        await hub.Client.CompleteOrchestratorTaskAsync(response);

        var second = await worker.NextAsync();

        Assert.Equal(["1", "2"], second.OrchestratorRequest.NewEvents.Select(e => e.EventRaised?.Input).OfType<string>());
    }

    [Fact]
    public async Task A_late_timer_of_an_earlier_execution_does_not_reach_the_next()
    {
        var time = new ManualTime();
        await using var hub = await StartAsync(time: time);
        await using var worker = hub.Connect(w => w.Orchestrators["Loop"] = turn =>
        {
            if (turn.Started.Input == "0")
            {
                turn.Timer(TimeSpan.FromHours(1));
                if (turn.Raised.Count == 1) turn.ContinueAsNew("1");
            }
            else if (turn.Raised.Count == 1)
            {
                turn.Complete($"{turn.Events.Count(e => e.TimerFired is not null)}");
            }
        });

        var id = await hub.StartInstanceAsync("Loop", "0");
        await hub.Client.RaiseEventAsync(new() { InstanceId = id, Name = "next" });
        await TestHub.UntilAsync(async () => (await hub.GetAsync(id)).Input == "1");
        time.Advance(TimeSpan.FromHours(2));
        await hub.Client.RaiseEventAsync(new() { InstanceId = id, Name = "end" });

        Assert.Equal("0", (await hub.CompletionAsync(id)).Output);
    }

    [Fact]
    public async Task An_orchestration_that_wants_entities_fails_and_says_why()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w =>
            w.Orchestrators["Entity"] = turn => turn.Act(0, new() { SendEntityMessage = new() { EntityUnlockSent = new() } }));

        var state = await hub.CompletionAsync(await hub.StartInstanceAsync("Entity"));

        Assert.Equal((OrchestrationStatus.Failed, "NotSupported"), (state.OrchestrationStatus, state.FailureDetails.ErrorType));
    }

    [Fact]
    public async Task Events_that_arrive_during_the_last_turn_of_an_execution_come_after_the_carried_ones()
    {
        // More than fits into one turn: the next execution must find its start all the same.
        const int Late = 4;
        const int Bytes = 400_000;
        await using var hub = await StartAsync();
        await using var worker = hub.Connect();
        var id = await hub.StartInstanceAsync("Loop");
        var turn = await worker.NextAsync();
        for (var i = 1; i <= Late; i++) await hub.Client.RaiseEventAsync(new() { InstanceId = id, Name = "n", Input = $"{i}".PadRight(Bytes) });

        var next = new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.ContinuedAsNew };
        next.CarryoverEvents.Add(new HistoryEvent { EventRaised = new() { Name = "n", Input = "0" } });
        await hub.Client.CompleteOrchestratorTaskAsync(new()
        {
            InstanceId = id, CompletionToken = turn.CompletionToken, Actions = { new OrchestratorAction { CompleteOrchestration = next } },
        });

        var events = (await worker.NextAsync()).OrchestratorRequest.NewEvents;
        Assert.NotNull(events[1].ExecutionStarted);
        Assert.Equal(Enumerable.Range(0, events.Count - 2).Select(i => $"{i}"), events.Skip(2).Select(e => e.EventRaised.Input.Trim()));
    }
}
