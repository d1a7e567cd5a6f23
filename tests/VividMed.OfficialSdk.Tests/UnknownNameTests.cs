namespace VividMed.OfficialSdk.Tests;

/// <summary>Work whose name no connected worker has waits for one that has it.</summary>
public sealed class UnknownNameTests(HubProcess hub) : IClassFixture<HubProcess>
{
    [Fact]
    public async Task An_orchestration_waits_until_a_worker_comes_that_has_its_name()
    {
        await using var early = await OfficialHost.StartAsync(hub, tasks => tasks.AddOrchestratorFunc<int, int>("Known", (_, n) => n), worker => worker.UseWorkItemFilters());
        var id = await early.BeginAsync("Unknown", 7);
        await early.RunAsync("Known", 1);
        var before = await early.StatusAsync(id);

        await using var late = await OfficialHost.StartAsync(hub, tasks => tasks.AddOrchestratorFunc<int, int>("Unknown", (_, n) => n));

        Assert.Equal(OrchestrationRuntimeStatus.Pending, before);
        Assert.Equal(7, (await late.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_activity_waits_until_a_worker_comes_that_has_its_name()
    {
        await using var early = await OfficialHost.StartAsync(
            hub, tasks => tasks.AddOrchestratorFunc<int, int>("Caller", (context, n) => context.CallActivityAsync<int>("Unknown", n)), worker => worker.UseWorkItemFilters());
        var id = await early.BeginAsync("Caller", 7);
        await early.Client.WaitForInstanceStartAsync(id, early.Deadline);

        await using var late = await OfficialHost.StartAsync(hub, tasks => tasks.AddActivityFunc<int, int>("Unknown", (_, n) => n), worker => worker.UseWorkItemFilters());

        Assert.Equal(7, (await late.EndAsync(id)).ReadOutputAs<int>());
    }
}
