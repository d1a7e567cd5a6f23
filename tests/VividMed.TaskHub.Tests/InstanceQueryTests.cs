using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

public class InstanceQueryTests : HubTests
{
    [Fact]
    public async Task Paging_visits_every_instance_once_in_order_of_creation()
    {
        await using var hub = await StartAsync();
        for (var i = 0; i < 25; i++) await hub.StartInstanceAsync("Unserved", id: $"i{i:00}");

        var ids = new List<string>();
        var pages = 0;
        string? token = null;
        do
        {
            var page = await hub.Client.QueryInstancesAsync(new() { Query = new() { MaxInstanceCount = 10, ContinuationToken = token } });
            ids.AddRange(page.OrchestrationState.Select(state => state.InstanceId));
            token = page.ContinuationToken;
            pages++;
        }
        while (token is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"i{i:00}"), ids);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task Queries_filter_by_status_prefix_and_time_of_creation()
    {
        var time = new ManualTime();
        await using var hub = await StartAsync(time: time);
        await hub.StartInstanceAsync("Unserved", "\"in\"", "a%1");
        time.Advance(TimeSpan.FromMinutes(1));
        var between = time.GetUtcNow();
        time.Advance(TimeSpan.FromMinutes(1));
        await hub.StartInstanceAsync("Unserved", "\"in\"", "a%2");
        await hub.StartInstanceAsync("Unserved", "\"in\"", "abc");
        await hub.Client.TerminateInstanceAsync(new() { InstanceId = "abc" });

        async Task<string> Ids(InstanceQuery query) =>
            string.Join(' ', (await hub.Client.QueryInstancesAsync(new() { Query = query })).OrchestrationState.Select(state => state.InstanceId + state.Input));

        Assert.Equal("abc", await Ids(new() { RuntimeStatus = { OrchestrationStatus.Terminated, OrchestrationStatus.Failed } }));
        Assert.Equal("a%1 a%2", await Ids(new() { InstanceIdPrefix = "a%" }));
        Assert.Equal("a%1\"in\"", await Ids(new() { CreatedTimeTo = between.ToTimestamp(), FetchInputsAndOutputs = true }));
        Assert.Equal("a%2 abc", await Ids(new() { CreatedTimeFrom = between.ToTimestamp() }));
    }

    [Fact]
    public async Task Ids_of_finished_instances_are_listed_by_time_of_completion()
    {
        var time = new ManualTime();
        await using var hub = await StartAsync(time: time);
        foreach (var id in (string[])["a", "b", "c"])
        {
            await hub.StartInstanceAsync("Unserved", id: id);
            await hub.Client.TerminateInstanceAsync(new() { InstanceId = id });
            time.Advance(TimeSpan.FromMinutes(1));
        }

        await hub.StartInstanceAsync("Unserved", id: "open");
        var late = await hub.Client.ListInstanceIdsAsync(new() { CompletedTimeFrom = time.GetUtcNow().AddMinutes(-2).ToTimestamp(), PageSize = 1 });
        var rest = await hub.Client.ListInstanceIdsAsync(new() { LastInstanceKey = late.LastInstanceKey, PageSize = 10 });

        Assert.Equal(["b"], late.InstanceIds);
        Assert.Equal(["c", "open"], rest.InstanceIds);
    }

    [Fact]
    public async Task A_page_stays_below_what_a_client_receives_however_large_the_inputs()
    {
        await using var hub = await StartAsync();
        var input = new string('x', 900_000);
        for (var i = 0; i < 6; i++) await hub.StartInstanceAsync("Unserved", input, $"i{i}");

        var ids = new List<string>();
        string? token = null;
        do
        {
            var page = await hub.Client.QueryInstancesAsync(new() { Query = new() { FetchInputsAndOutputs = true, ContinuationToken = token } });
            ids.AddRange(page.OrchestrationState.Select(state => state.InstanceId));
            token = page.ContinuationToken;
        }
        while (token is not null);

        Assert.Equal(["i0", "i1", "i2", "i3", "i4", "i5"], ids);
    }

    [Fact]
    public async Task Why_an_instance_failed_is_told_with_its_outputs_only()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w => w.Orchestrators["Broken"] = turn => turn.Fail("patient 4711"));
        Assert.Equal("patient 4711", (await hub.CompletionAsync(await hub.StartInstanceAsync("Broken", id: "one"))).FailureDetails.ErrorMessage);

        var bare = await hub.Client.GetInstanceAsync(new() { InstanceId = "one" });
        var listed = await hub.Client.QueryInstancesAsync(new());

        Assert.Equal((OrchestrationStatus.Failed, null), (bare.OrchestrationState.OrchestrationStatus, bare.OrchestrationState.FailureDetails));
        Assert.Null(Assert.Single(listed.OrchestrationState).FailureDetails);
    }

    [Fact]
    public async Task Whoever_waits_for_an_instance_that_is_not_there_yet_sees_it_start_and_end()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.Connect(w => w.Orchestrators["Quick"] = turn => turn.Complete("done"));
        var deadline = DateTime.UtcNow.AddSeconds(60);
        var start = hub.Client.WaitForInstanceStartAsync(new() { InstanceId = "one" }, deadline: deadline).ResponseAsync;
        var end = hub.Client.WaitForInstanceCompletionAsync(new() { InstanceId = "one", GetInputsAndOutputs = true }, deadline: deadline).ResponseAsync;

        await hub.StartInstanceAsync("Quick", id: "one");

        Assert.NotEqual(OrchestrationStatus.Pending, (await start).OrchestrationState.OrchestrationStatus);
        Assert.Equal("done", (await end).OrchestrationState.Output);
    }

    [Fact]
    public async Task Whoever_waits_for_an_instance_that_never_comes_waits_until_the_deadline()
    {
        await using var hub = await StartAsync();
        var late = await Assert.ThrowsAsync<RpcException>(async () =>
            await hub.Client.WaitForInstanceCompletionAsync(new() { InstanceId = "nobody" }, deadline: DateTime.UtcNow.AddMilliseconds(100)));
        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
    }

    [Fact]
    public async Task A_foreign_continuation_token_is_refused()
    {
        await using var hub = await StartAsync();
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await hub.Client.QueryInstancesAsync(new() { Query = new() { ContinuationToken = "x" } }));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }
}
