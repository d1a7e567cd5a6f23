using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using VividMed.Cli.Hosting;
using VividMed.TaskHub;
using VividMed.TestKit;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Tests.Hosting;

/// <summary>What a hub of this project tells, and what any other engine answers by the protocol alone, are the same.</summary>
public sealed class HubInspectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Instances_are_found_alike_by_the_hub_and_by_the_protocol(bool byHub)
    {
        using var folder = new TemporaryFolder();
        await using var hub = await TaskHubServer.StartAsync(new() { DatabasePath = folder.Path("hub.db") }, Stop);
        var connection = HubConnection.Over("test", hub.Calls);
        await using var client = connection.CreateClient();
        foreach (var (name, id) in ((string, string)[])[("Run", "night-1"), ("Run", "Night-2"), ("Part", "night-1:p1"), ("Run", "day")])
        {
            await client.ScheduleNewOrchestrationInstanceAsync(name, new { Dataset = id == "day" ? "ct-rate" : "mimic-cxr" }, new() { InstanceId = id }, Stop);
        }

        await client.TerminateInstanceAsync("day", cancellation: Stop);
        InstanceFinder find = byHub ? connection.InspectWith(client).FindAsync : InstanceScan.Over(client);

        Assert.Equal("3: day Night-2 night-1", await Found(new() { Names = ["Run"] }));
        Assert.Equal("3: Night-2", await Found(new() { Names = ["Run"], Offset = 1, Count = 1 }));
        Assert.Equal("2: night-1 Night-2", await Found(new() { Names = ["Run"], IdPart = "NIGHT", Sort = InstanceSort.Oldest }));
        Assert.Equal("1: night-1:p1", await Found(new() { IdPrefix = "night-1:" }));
        Assert.Equal("1: day", await Found(new() { Statuses = [OrchestrationRuntimeStatus.Terminated] }));
        Assert.Equal("1: day", await Found(new() { InputPart = "\"Dataset\":\"ct-rate\"" }));
        var told = Assert.Single((await find(new() { IdPrefix = "day", Inputs = true }, Stop)).Instances);
        Assert.Contains("ct-rate", told.SerializedInput, StringComparison.Ordinal);
        Assert.True(told.IsCompleted);

        async Task<string> Found(InstanceQuestion question)
        {
            var page = await find(question, Stop);
            return $"{page.Total}: {string.Join(' ', page.Instances.Select(static instance => instance.InstanceId))}";
        }
    }

    [Fact]
    public async Task A_hub_of_this_project_says_what_it_keeps_and_another_engine_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var hub = await TaskHubServer.StartAsync(new() { DatabasePath = folder.Path("hub.db") }, Stop);
        var connection = HubConnection.Over("test", hub.Calls);
        await using var client = connection.CreateClient();
        await client.ScheduleNewOrchestrationInstanceAsync("Run", new StartOrchestrationOptions("one"), Stop);

        var facts = await connection.InspectWith(client).DescribeAsync(figuresOnly: false, Stop);

        Assert.Equal(("SQLite", 1, 0), (facts!.Store, facts.Statuses[OrchestrationRuntimeStatus.Pending], facts.Workers.Count));
        Assert.Equal(("Run", 1), (Assert.Single(facts.Queues).Name, facts.Queues[0].Ready));
        Assert.Null(await new HubInspection(hub: null, client).DescribeAsync(figuresOnly: false, Stop));
    }
}
