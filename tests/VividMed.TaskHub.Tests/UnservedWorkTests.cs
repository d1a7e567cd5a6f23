using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Monitoring;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

/// <summary>Work that waits for a worker that is not there is told, and served when one comes.</summary>
public class UnservedWorkTests : HubTests
{
    [Fact]
    public async Task An_orchestration_that_no_worker_knows_is_named_and_served_when_one_comes()
    {
        await using var hub = await StartAsync();
        await using var other = hub.Connect(request: Only("Other"));
        await hub.StartInstanceAsync("Rare", id: "run-1");
        await hub.StartInstanceAsync("Rare", id: "run-2");
        await hub.StartInstanceAsync("Rare", id: "elsewhere");

        var waiting = Assert.Single(await UnservedAsync(hub, "run-"));
        Assert.Equal(("Rare", false, 2), (waiting.Name, waiting.IsActivity, waiting.Count));

        await using var late = hub.Connect(w => w.Orchestrators["Rare"] = turn => turn.Complete("served"));
        Assert.Equal("served", (await hub.CompletionAsync("run-1")).Output);
        await hub.CompletionAsync("run-2");
        await hub.CompletionAsync("elsewhere");
        Assert.Empty(await UnservedAsync(hub, ""));
    }

    [Fact]
    public async Task An_activity_that_no_worker_knows_is_named()
    {
        await using var hub = await StartAsync();
        await using var cpu = hub.Connect(w => w.Orchestrators["Main"] = turn => turn.Activity("Localize"), Only("Main"));
        await hub.StartInstanceAsync("Main", id: "one");
        IReadOnlyList<UnservedWork> waiting = [];
        await TestHub.UntilAsync(async () => (waiting = await UnservedAsync(hub, "one")).Count > 0 && waiting[0].IsActivity);
        Assert.Equal("Localize", Assert.Single(waiting).Name);
    }

    [Fact]
    public async Task Work_that_a_busy_worker_will_take_is_not_unserved()
    {
        await using var hub = await StartAsync();
        await using var busy = hub.Connect(request: new() { MaxConcurrentOrchestrationWorkItems = 1 });
        await hub.StartInstanceAsync("Any", id: "one");
        await hub.StartInstanceAsync("Any", id: "two");
        await busy.NextAsync();
        Assert.Empty(await UnservedAsync(hub, ""));
    }

    private static GetWorkItemsRequest Only(string orchestration) =>
        new() { WorkItemFilters = new() { Orchestrations = { new OrchestrationFilter { Name = orchestration } } } };

    private static async Task<IReadOnlyList<UnservedWork>> UnservedAsync(TestHub hub, string prefix) =>
        (await new TaskHubMonitor.TaskHubMonitorClient(hub.Calls).ListUnservedWorkAsync(
            new() { InstanceIdPrefix = prefix }, cancellationToken: TestContext.Current.CancellationToken)).Work;
}
