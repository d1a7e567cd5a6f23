namespace VividMed.OfficialSdk.Tests;

/// <summary>What a client can ask for over all instances.</summary>
public sealed class QueryTests(HubProcess hub) : IClassFixture<HubProcess>
{
    private const int Instances = 7;

    [Fact]
    public async Task Instances_come_page_by_page()
    {
        await using var host = await OfficialHost.StartAsync(hub, Echo);
        await RunAllAsync(host, "paged");

        var pages = new List<int>();
        var ids = new List<string>();
        await foreach (var page in host.Client.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = "paged", PageSize = 3 }).AsPages().WithCancellation(host.Deadline))
        {
            pages.Add(page.Values.Count);
            ids.AddRange(page.Values.Select(run => run.InstanceId));
        }

        Assert.Equal([3, 3, 1], pages);
        Assert.Equal(Enumerable.Range(0, Instances).Select(n => $"paged{n}"), ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Instances_are_chosen_by_status_and_creation_time_with_their_payloads_on_request()
    {
        await using var host = await OfficialHost.StartAsync(hub, Echo);
        var before = DateTimeOffset.UtcNow;
        await RunAllAsync(host, "chosen");
        await host.BeginAsync("Wait", id: "chosen-waiting");
        await host.Client.WaitForInstanceStartAsync("chosen-waiting", host.Deadline);
        var all = new OrchestrationQuery { InstanceIdPrefix = "chosen" };

        var running = await FindAsync(host, all with { Statuses = [OrchestrationRuntimeStatus.Running] });
        var completed = await FindAsync(host, all with { Statuses = [OrchestrationRuntimeStatus.Completed], CreatedFrom = before, FetchInputsAndOutputs = true });
        var older = await FindAsync(host, all with { CreatedTo = before });

        Assert.Equal("chosen-waiting", Assert.Single(running).InstanceId);
        Assert.Equal(Enumerable.Range(0, Instances), completed.Select(run => run.ReadOutputAs<int>()).Order());
        Assert.Empty(older);
    }

    private static void Echo(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, int>("Echo", (_, n) => n)
        .AddOrchestratorFunc<object?, object?>("Wait", (context, _) => context.WaitForExternalEvent<object?>("never"));

    private static Task RunAllAsync(OfficialHost host, string prefix) =>
        Task.WhenAll(Enumerable.Range(0, Instances).Select(async n => await host.EndAsync(await host.BeginAsync("Echo", n, $"{prefix}{n}"))));

    private static async Task<List<OrchestrationMetadata>> FindAsync(OfficialHost host, OrchestrationQuery query)
    {
        var found = new List<OrchestrationMetadata>();
        await foreach (var run in host.Client.GetAllInstancesAsync(query).WithCancellation(host.Deadline)) found.Add(run);
        return found;
    }
}
