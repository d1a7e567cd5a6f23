using Grpc.Core;
using HistoryEvent = VividMed.DurableTask.Client.HistoryEvent;
using Microsoft.Extensions.DependencyInjection;
using VividMed.DurableTask.Client;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Tests;

public sealed class ClientTests
{
    private readonly ScriptedHub _hub = new();

    [Fact]
    public async Task A_start_names_the_orchestrator_its_input_version_time_and_tags()
    {
        _hub.Answer<CreateInstanceRequest>(request => new CreateInstanceResponse { InstanceId = request.InstanceId });
        DateTimeOffset later = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
        string id = await Client().ScheduleNewOrchestrationInstanceAsync(
            "Main", new { Dataset = "d" }, new StartOrchestrationOptions("run-1", later) { Version = "2", Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" } });
        CreateInstanceRequest request = await _hub.Next<CreateInstanceRequest>();
        Assert.Equal("run-1", id);
        Assert.Equal(("Main", "{\"Dataset\":\"d\"}", "2"), (request.Name, request.Input, request.Version));
        Assert.Equal(later, request.ScheduledStartTimestamp.ToDateTimeOffset());
        Assert.Equal("v", request.Tags["k"]);
        Assert.Null(request.OrchestrationIdReusePolicy);
    }

    [Fact]
    public async Task Statuses_that_protect_an_instance_are_left_out_of_what_may_be_replaced()
    {
        await Client().ScheduleNewOrchestrationInstanceAsync("Main", new StartOrchestrationOptions("run-1").WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Completed));
        Assert.Equal(
            [OrchestrationStatus.Failed, OrchestrationStatus.Terminated, OrchestrationStatus.Canceled],
            (await _hub.Next<CreateInstanceRequest>()).OrchestrationIdReusePolicy.ReplaceableStatus);
    }

    [Fact]
    public async Task An_existing_instance_is_told_apart_from_other_errors()
    {
        _hub.Fail<CreateInstanceRequest>(StatusCode.AlreadyExists).Fail<CreateInstanceRequest>(StatusCode.Internal);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => Client().ScheduleNewOrchestrationInstanceAsync("Main"));
        await Assert.ThrowsAsync<RpcException>(() => Client().ScheduleNewOrchestrationInstanceAsync("Main"));
    }

    [Fact]
    public async Task Waiting_goes_on_when_the_connection_is_lost_or_the_poll_ends_early()
    {
        _hub.Fail<GetInstanceRequest>(StatusCode.Unavailable)
            .Answer<GetInstanceRequest>(_ => State(OrchestrationStatus.Running))
            .Answer<GetInstanceRequest>(_ => State(OrchestrationStatus.Completed, output: "42"));
        OrchestrationMetadata done = await Client().WaitForInstanceCompletionAsync("run-1", getInputsAndOutputs: true);
        Assert.True(done.IsCompleted);
        Assert.Equal(42, done.ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_absent_instance_is_null_when_read_and_an_error_when_awaited()
    {
        Assert.Null(await Client().GetInstanceAsync("missing"));
        await Assert.ThrowsAsync<OrchestrationNotFoundException>(() => Client().WaitForInstanceStartAsync("missing"));
        _hub.Fail<RestartInstanceRequest>(StatusCode.NotFound).Fail<RewindInstanceRequest>(StatusCode.FailedPrecondition);
        await Assert.ThrowsAsync<OrchestrationNotFoundException>(() => Client().RestartAsync("missing"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client().RewindInstanceAsync("running", "why"));
    }

    [Fact]
    public async Task Data_that_was_not_asked_for_cannot_be_read()
    {
        _hub.Answer<GetInstanceRequest>(_ => State(OrchestrationStatus.Completed));
        OrchestrationMetadata? state = await Client().GetInstanceAsync("run-1");
        Assert.Throws<InvalidOperationException>(() => state!.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_listing_follows_its_pages_to_the_end()
    {
        _hub.Answer<QueryInstancesRequest>(_ => Page("next", "a", "b")).Answer<QueryInstancesRequest>(_ => Page(token: null, "c"));
        List<string> ids = [];
        await foreach (OrchestrationMetadata state in Client().GetAllInstancesAsync(new(Statuses: [OrchestrationRuntimeStatus.Failed], PageSize: 2)))
        {
            ids.Add(state.InstanceId);
        }

        Assert.Equal(["a", "b", "c"], ids);
        InstanceQuery first = (await _hub.Next<QueryInstancesRequest>()).Query;
        Assert.Equal((2, OrchestrationStatus.Failed), (first.MaxInstanceCount, Assert.Single(first.RuntimeStatus)));
        Assert.Equal("next", (await _hub.Next<QueryInstancesRequest>()).Query.ContinuationToken);
    }

    [Fact]
    public async Task Terminating_takes_an_output_or_options()
    {
        await Client().TerminateInstanceAsync("run-1", "enough");
        await Client().TerminateInstanceAsync("run-1", new TerminateInstanceOptions(Recursive: true));
        TerminateRequest plain = await _hub.Next<TerminateRequest>();
        TerminateRequest recursive = await _hub.Next<TerminateRequest>();
        Assert.Equal(("\"enough\"", false), (plain.Output, plain.Recursive));
        Assert.Equal((null, true), (recursive.Output, recursive.Recursive));
    }

    [Fact]
    public async Task A_history_is_read_over_all_its_chunks()
    {
        _hub.Answer<StreamInstanceHistoryRequest>(_ => new List<HistoryChunk>
        {
            new() { Events = { new Protocol.HistoryEvent { EventId = 0, TaskScheduled = new() { Name = "Tag", Input = "1" } } } },
            new() { Events = { Happened.Failed(0), Happened.Raised("Approved", true) } },
        });
        IList<HistoryEvent> history = await Client().GetOrchestrationHistoryAsync("run-1");
        Assert.Equal(["TaskScheduled", "TaskFailed", "EventRaised"], history.Select(happened => happened.EventType));
        Assert.Equal(("Tag", "1"), (history[0].Name, history[0].Input));
        Assert.Equal((0, "disk full"), (history[1].TaskScheduledId, history[1].FailureDetails?.ErrorMessage));
        Assert.Equal(("Approved", "true"), (history[2].Name, history[2].Input));
    }

    [Fact]
    public async Task A_purge_reports_what_is_gone()
    {
        _hub.Answer<PurgeInstancesRequest>(_ => new PurgeInstancesResponse { DeletedInstanceCount = 3, IsComplete = true });
        PurgeResult result = await Client().PurgeAllInstancesAsync(new(Statuses: [OrchestrationRuntimeStatus.Completed]) { Timeout = TimeSpan.FromSeconds(9) }, new PurgeInstanceOptions(Recursive: true));
        Assert.Equal((3, true), (result.PurgedInstanceCount, result.IsComplete));
        PurgeInstancesRequest request = await _hub.Next<PurgeInstancesRequest>();
        Assert.Equal((9L, true), (request.PurgeInstanceFilter.Timeout.Seconds, request.Recursive));
    }

    [Fact]
    public async Task Named_clients_are_handed_out_by_name()
    {
        ServiceCollection collection = new();
        collection.AddDurableTaskClient("other", builder => builder.UseGrpc(options => options.CallInvoker = _hub));
        await using ServiceProvider services = collection.BuildServiceProvider();
        IDurableTaskClientProvider provider = services.GetRequiredService<IDurableTaskClientProvider>();
        Assert.Equal("other", provider.GetClient("other").Name);
        Assert.Throws<ArgumentOutOfRangeException>(() => provider.GetClient());
        Assert.Null(services.GetService<DurableTaskClient>());
    }

    private static GetInstanceResponse State(OrchestrationStatus status, string? output = null) => new()
    {
        Exists = true,
        OrchestrationState = new() { InstanceId = "run-1", Name = "Main", OrchestrationStatus = status, Output = output },
    };

    private static QueryInstancesResponse Page(string? token, params string[] ids) => new()
    {
        ContinuationToken = token,
        OrchestrationState = { ids.Select(id => new OrchestrationState { InstanceId = id, Name = "Main" }) },
    };

    private DurableTaskClient Client()
    {
        ServiceCollection collection = new();
        collection.AddDurableTaskClient(builder => builder.UseGrpc(options => options.CallInvoker = _hub));
        return collection.BuildServiceProvider().GetRequiredService<DurableTaskClient>();
    }
}
