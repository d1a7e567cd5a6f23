using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Monitoring;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

/// <summary>Instances as people look for them: a page of those that fit, in their order, and how many there are.</summary>
public class InstanceSearchTests : HubTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_comes_newest_first_with_how_many_there_are_in_all()
    {
        await using var hub = await StartAsync();
        for (var i = 0; i < 5; i++) await hub.StartInstanceAsync("Run", id: $"run-{i}");
        await hub.StartInstanceAsync("Part", id: "run-0:p1");

        var first = await FindAsync(hub, new() { Names = { "Run" }, Count = 2 });
        var last = await FindAsync(hub, new() { Names = { "Run" }, Count = 2, Offset = 4 });

        Assert.Equal((5, "run-4 run-3"), (first.Total, Ids(first)));
        Assert.Equal((5, "run-0"), (last.Total, Ids(last)));
    }

    [Theory]
    [InlineData(InstanceOrder.Newest, "c a b")]
    [InlineData(InstanceOrder.Oldest, "b a c")]
    [InlineData(InstanceOrder.ById, "a b c")]
    [InlineData(InstanceOrder.LastUpdated, "a c b")]
    public async Task Every_order_can_be_asked_for(InstanceOrder order, string expected)
    {
        var time = new ManualTime();
        await using var hub = await StartAsync(time: time);
        foreach (var id in (string[])["b", "a", "c"])
        {
            await hub.StartInstanceAsync("Run", id: id);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        await hub.Client.TerminateInstanceAsync(new() { InstanceId = "a" }, cancellationToken: Stop);

        Assert.Equal(expected, Ids(await FindAsync(hub, new() { Order = order })));
    }

    [Fact]
    public async Task What_is_asked_for_together_must_all_hold()
    {
        await using var hub = await StartAsync();
        await hub.StartInstanceAsync("Run", """{"Dataset":"mimic-cxr"}""", "Night-1");
        await hub.StartInstanceAsync("Run", """{"Dataset":"ct-rate"}""", "night-2");
        await hub.StartInstanceAsync("Run", """{"Dataset":"ct-rate"}""", "100%_x");
        await hub.Client.TerminateInstanceAsync(new() { InstanceId = "night-2" }, cancellationToken: Stop);

        Assert.Equal("night-2 Night-1", Ids(await FindAsync(hub, new() { InstanceIdPart = "NIGHT" })));
        Assert.Equal("night-2", Ids(await FindAsync(hub, new() { InstanceIdPart = "night", InputPart = "\"ct-rate\"" })));
        Assert.Equal("100%_x", Ids(await FindAsync(hub, new() { InstanceIdPart = "%_" })));
        Assert.Equal("night-2", Ids(await FindAsync(hub, new() { Statuses = { (int)OrchestrationStatus.Terminated } })));
        Assert.Equal("Night-1", Ids(await FindAsync(hub, new() { InstanceIdPrefix = "Night" })));
        Assert.Equal("", Ids(await FindAsync(hub, new() { InstanceIdPrefix = "Night", Names = { "Other" } })));
    }

    [Fact]
    public async Task Inputs_and_failures_come_only_where_they_are_asked_for_and_never_more_than_a_message_holds()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(script => script.Orchestrators["Broken"] = turn => turn.Fail("patient 4711"));
        await hub.CompletionAsync(await hub.StartInstanceAsync("Broken", "\"in\"", "broken"));
        for (var i = 0; i < 4; i++) await hub.StartInstanceAsync("Large", new string('x', 900_000), $"large-{i}");

        var bare = Assert.Single((await FindAsync(hub, new() { Names = { "Broken" } })).Instances);
        var told = Assert.Single((await FindAsync(hub, new() { Names = { "Broken" }, FetchInputs = true })).Instances);
        var large = await FindAsync(hub, new() { Names = { "Large" }, FetchInputs = true });

        Assert.Equal((false, true), (bare.HasInput, bare.Failure.IsEmpty));
        Assert.Equal(("\"in\"", "patient 4711"), (told.Input, TaskFailureDetails.Parser.ParseFrom(told.Failure).ErrorMessage));
        Assert.Equal((4, 2), (large.Instances.Count, large.Instances.Count(static found => found.HasInput)));
    }

    [Fact]
    public async Task The_hub_tells_what_it_keeps_what_waits_and_who_works_on_what()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(request: new()
        {
            MaxConcurrentOrchestrationWorkItems = 1,
            WorkItemFilters = new() { Orchestrations = { new OrchestrationFilter { Name = "Run" } }, Activities = { new ActivityFilter { Name = "Tag" } } },
        });
        await hub.StartInstanceAsync("Run", id: "one");
        await hub.StartInstanceAsync("Run", id: "two");
        await hub.StartInstanceAsync("Other", id: "nobody's");
        await worker.NextAsync();

        var description = await new TaskHubMonitor.TaskHubMonitorClient(hub.Calls).DescribeHubAsync(new(), cancellationToken: Stop);

        var connected = Assert.Single(description.Workers);
        Assert.Equal(("Run", "Tag", 1), (connected.Orchestrations.Single(), connected.Activities.Single(), connected.OrchestrationLimit));
        Assert.Equal("one", Assert.Single(connected.Held).InstanceId);
        Assert.Equal(
            [("Other", 1, 0), ("Run", 1, 1)], description.Queues.Select(static queue => (queue.Name, queue.Ready, queue.InFlight)));
        Assert.Equal(3, description.Statuses.Sum(static status => status.Count));
    }

    [Fact]
    public async Task Its_figures_alone_come_without_a_look_at_the_instances()
    {
        await using var hub = await StartAsync();
        await hub.StartInstanceAsync("Run", id: "one");

        var monitor = new TaskHubMonitor.TaskHubMonitorClient(hub.Calls);

        var figures = await monitor.DescribeHubAsync(new() { FiguresOnly = true }, cancellationToken: Stop);
        var whole = await monitor.DescribeHubAsync(new(), cancellationToken: Stop);

        Assert.Empty(figures.Statuses);
        Assert.Equal(1, Assert.Single(whole.Statuses).Count);
        Assert.Equal(new HubTotals(), figures.Totals);
    }

    private static string Ids(FindInstancesResponse found) => string.Join(' ', found.Instances.Select(static instance => instance.InstanceId));

    private static async Task<FindInstancesResponse> FindAsync(TestHub hub, FindInstancesRequest request) =>
        await new TaskHubMonitor.TaskHubMonitorClient(hub.Calls).FindInstancesAsync(request, cancellationToken: Stop);
}
