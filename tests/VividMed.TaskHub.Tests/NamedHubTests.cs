using Grpc.Core;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

public sealed class NamedHubTests
{
    [Fact]
    public async Task Each_hub_has_instances_of_its_own()
    {
        await using var hub = await TestHub.StartAsync(options => options.Hubs.Add("research"));
        await hub.StartInstanceAsync("Any", "in the default hub", "one");

        Assert.False((await hub.Client.GetInstanceAsync(new() { InstanceId = "one" }, In("Research"))).Exists);
        await hub.Client.StartInstanceAsync(new() { Name = "Any", InstanceId = "one", Input = "in research" }, In("research"));

        Assert.Equal("in the default hub", (await hub.GetAsync("one")).Input);
        var other = await hub.Client.GetInstanceAsync(new() { InstanceId = "one", GetInputsAndOutputs = true }, In("RESEARCH"));
        Assert.Equal("in research", other.OrchestrationState.Input);
    }

    [Fact]
    public async Task Deleting_a_hub_leaves_the_others_alone()
    {
        await using var hub = await TestHub.StartAsync(options => options.Hubs.Add("research"));
        await hub.StartInstanceAsync("Any", id: "one");
        await hub.Client.StartInstanceAsync(new() { Name = "Any", InstanceId = "one" }, In("research"));

        await hub.Client.DeleteTaskHubAsync(new(), In("research"));

        Assert.False((await hub.Client.GetInstanceAsync(new() { InstanceId = "one" }, In("research"))).Exists);
        Assert.NotNull(await hub.GetAsync("one"));
    }

    [Fact]
    public async Task Workers_get_the_work_of_the_hub_they_name()
    {
        await using var hub = await TestHub.StartAsync(options => options.Hubs.Add("research"));
        await hub.StartInstanceAsync("Any", id: "other");
        await hub.Client.StartInstanceAsync(new() { Name = "Any", InstanceId = "wanted" }, In("research"));
        using var call = hub.Client.GetWorkItems(new(), In("research"));

        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal("wanted", call.ResponseStream.Current.OrchestratorRequest.InstanceId);
    }

    [Fact]
    public async Task An_unknown_hub_is_not_found_and_the_answer_names_the_cure()
    {
        await using var hub = await TestHub.StartAsync();
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await hub.Client.HelloAsync(new(), In("elsewhere")));
        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
        Assert.Contains("--hubs", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_name_that_could_leave_the_folder_is_refused()
    {
        var refused = await Assert.ThrowsAsync<TaskHubException>(() => TestHub.StartAsync(options => options.Hubs.Add("../elsewhere")));
        Assert.Equal("hub-name-invalid", refused.Code);
    }

    [Fact]
    public async Task A_query_for_other_hubs_by_name_is_empty()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.StartInstanceAsync("Any", id: "one");
        Assert.Empty((await hub.Client.QueryInstancesAsync(new() { Query = new() { TaskHubNames = { "elsewhere" } } })).OrchestrationState);
        Assert.Single((await hub.Client.QueryInstancesAsync(new() { Query = new() { TaskHubNames = { "DEFAULT" } } })).OrchestrationState);
    }

    private static Metadata In(string hub) => new() { { "taskhub", hub } };
}
