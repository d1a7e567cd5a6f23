using System.Diagnostics.Metrics;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

public sealed class PoisonTests
{
    [Fact]
    public async Task An_activity_that_no_worker_survives_fails_and_its_orchestration_goes_on()
    {
        await using var hub = await TestHub.StartAsync(options => (options.MaxLosses, options.FirstBackOff) = (4, TimeSpan.FromMilliseconds(1)));
        await using var orchestrator = hub.Connect(
            w => w.Orchestrators["One"] = turn =>
            {
                if (turn.Activity("Deadly") is { } outcome) turn.Complete(outcome.TaskFailed.FailureDetails.ErrorType);
            },
            new() { WorkItemFilters = new() { Orchestrations = { new OrchestrationFilter { Name = "One" } } } });
        var id = await hub.StartInstanceAsync("One");

        for (var life = 0; life < 4; life++)
        {
            await using var victim = hub.Connect(request: new() { WorkItemFilters = new() { Activities = { new ActivityFilter { Name = "Deadly" } } } });
            await victim.NextAsync();
        }

        Assert.Equal("PoisonWorkItem", (await hub.CompletionAsync(id)).Output);
    }

    [Fact]
    public async Task An_orchestration_that_no_worker_finishes_fails_and_is_counted()
    {
        var given = 0L;
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Name == "taskhub.workitems.poisoned") l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref given, count));
        listener.Start();
        await using var hub = await TestHub.StartAsync(options => (options.MaxAbandonments, options.FirstBackOff) = (3, TimeSpan.FromMilliseconds(1)));
        await using var worker = hub.Connect();
        var id = await hub.StartInstanceAsync("Any");

        for (var i = 0; i < 3; i++) await hub.Client.AbandonTaskOrchestratorWorkItemAsync(new() { CompletionToken = (await worker.NextAsync()).CompletionToken });

        var end = await hub.CompletionAsync(id);
        Assert.Equal((OrchestrationStatus.Failed, "PoisonWorkItem"), (end.OrchestrationStatus, end.FailureDetails.ErrorType));
        Assert.True(Interlocked.Read(ref given) >= 1);
    }

    [Fact]
    public async Task Work_that_stands_beside_a_killer_is_told_apart_from_it()
    {
        await using var hub = await TestHub.StartAsync(options => (options.MaxLosses, options.FirstBackOff) = (5, TimeSpan.FromMilliseconds(1)));
        await hub.StartInstanceAsync("A", id: "a");
        await hub.StartInstanceAsync("B", id: "b");
        for (var life = 0; life < 3; life++)
        {
            await using var victim = hub.Connect();
            await victim.NextAsync();
            await victim.NextAsync();
        }

        await using var careful = hub.Connect();
        var first = await careful.NextAsync();
        await hub.Client.HelloAsync(new());
        Assert.Single(careful.Seen);
        await hub.Client.CompleteOrchestratorTaskAsync(new() { InstanceId = first.OrchestratorRequest.InstanceId, CompletionToken = first.CompletionToken });
        Assert.NotEqual(first.OrchestratorRequest.InstanceId, (await careful.NextAsync()).OrchestratorRequest.InstanceId);
    }

    [Fact]
    public async Task A_purge_that_runs_out_of_time_says_that_it_is_not_complete()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.StartInstanceAsync("Any", id: "one");
        await hub.Client.TerminateInstanceAsync(new() { InstanceId = "one" });

        var late = await hub.Client.PurgeInstancesAsync(new() { PurgeInstanceFilter = new() { Timeout = new() } });
        Assert.Equal((0, false), (late.DeletedInstanceCount, late.IsComplete));
        var whole = await hub.Client.PurgeInstancesAsync(new() { PurgeInstanceFilter = new() });
        Assert.Equal((1, true), (whole.DeletedInstanceCount, whole.IsComplete));
    }
}
