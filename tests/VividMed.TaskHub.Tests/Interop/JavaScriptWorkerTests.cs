using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests.Interop;

/// <summary>A client in C#, our hub, a worker in JavaScript.</summary>
public sealed class JavaScriptWorkerTests(InteropHost host) : IClassFixture<InteropHost>, IAsyncLifetime
{
    private DurableTaskClient Client => host.OwnClient;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await host.StartJavaScriptWorkerAsync();
        await host.StartOwnAsync(worker: false);
    }

    [Fact]
    public async Task A_fan_out_comes_back_complete()
    {
        var run = await RunAsync("FanOut", 20);

        Assert.Equal(2470, run.ReadOutputAs<int>());
        var history = await HistoryAsync(run.InstanceId);
        // This worker numbers its actions from 1.
        Assert.Equal(Enumerable.Range(0, 20), history.Where(e => e.TaskScheduled is not null).Select(e => e.EventId - 1));
        Assert.Equal(Enumerable.Range(0, 20), history.Where(e => e.TaskCompleted is not null).Select(e => e.TaskCompleted.TaskScheduledId - 1).Order());
    }

    [Fact]
    public async Task An_external_event_reaches_its_waiter()
    {
        var id = await StartAsync("Approval");
        Assert.Equal("waiting", (await Client.GetInstanceAsync(id, getInputsAndOutputs: true, Token))!.ReadCustomStatusAs<string>());
        await Client.RaiseEventAsync(id, "approval", "Mina", Token);

        Assert.Equal("approved by Mina", (await CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_timer_is_waited_for()
    {
        var run = await RunAsync("Nap", 300);

        Assert.Equal("rested", run.ReadOutputAs<string>());
        Assert.True(run.LastUpdatedAt - run.CreatedAt >= TimeSpan.FromMilliseconds(300));
        var history = await HistoryAsync(run.InstanceId);
        Assert.Equal(history.Single(e => e.TimerCreated is not null).EventId, history.Single(e => e.TimerFired is not null).TimerFired.TimerId);
    }

    [Fact]
    public async Task Sub_orchestrations_report_to_their_parent()
    {
        var run = await RunAsync("Parent", 3);

        Assert.Equal([0, 1, 4], run.ReadOutputAs<int[]>()!);
        Assert.Equal(4, (await CompletionAsync($"{run.InstanceId}-2")).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData(2, OrchestrationRuntimeStatus.Completed, 3)]
    [InlineData(5, OrchestrationRuntimeStatus.Failed, 3)]
    public async Task Retries_are_attempts_in_the_history(int failures, OrchestrationRuntimeStatus status, int attempts)
    {
        var run = await RunAsync("Retry", failures);

        Assert.Equal(status, run.RuntimeStatus);
        var history = await HistoryAsync(run.InstanceId);
        Assert.Equal(attempts, history.Count(e => e.TaskScheduled is not null));
        Assert.Equal(attempts - 1, history.Count(e => e.TimerFired is not null));
    }

    [Fact]
    public async Task Continuing_as_new_keeps_events_that_nobody_has_waited_for()
    {
        var id = await StartAsync("Tally", 0);
        foreach (var n in new[] { 1, 2, 3, 4, 0 }) await Client.RaiseEventAsync(id, "number", n, Token);

        Assert.Equal(10, (await CompletionAsync(id)).ReadOutputAs<int>());
        Assert.Single(await HistoryAsync(id), e => e.ExecutionStarted is not null);
    }

    [Fact]
    public async Task A_terminated_instance_ends_with_the_given_output()
    {
        var id = await StartAsync("Approval");
        await Client.TerminateInstanceAsync(id, "enough", Token);

        var run = await CompletionAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, run.RuntimeStatus);
        Assert.Equal("enough", run.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_suspended_instance_acts_on_its_events_once_it_is_resumed()
    {
        var id = await StartAsync("Approval");
        await Client.SuspendInstanceAsync(id, "lunch", Token);
        await Client.RaiseEventAsync(id, "approval", "Omar", Token);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await Client.GetInstanceAsync(id, Token))!.RuntimeStatus);
        await Client.ResumeInstanceAsync(id, "back", Token);

        Assert.Equal("approved by Omar", (await CompletionAsync(id)).ReadOutputAs<string>());
        var types = (await HistoryAsync(id)).Select(e => e.EventTypeCase).ToList();
        Assert.True(types.IndexOf(HistoryEvent.EventTypeOneofCase.ExecutionSuspended) < types.IndexOf(HistoryEvent.EventTypeOneofCase.ExecutionResumed));
    }

    [Fact]
    public async Task A_failed_instance_is_rewound_to_its_failed_call()
    {
        var run = await RunAsync("Fragile");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, run.RuntimeStatus);
        await Client.RewindInstanceAsync(run.InstanceId, "the scanner is back", Token);

        Assert.Equal(11, (await CompletionAsync(run.InstanceId)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_query_finds_instances_by_prefix_and_status()
    {
        var prefix = $"query-{Guid.NewGuid():N}-";
        var ids = Enumerable.Range(0, 3).Select(i => $"{prefix}{i}").ToList();
        foreach (var id in ids) await Client.ScheduleNewOrchestrationInstanceAsync("Nap", 0, new StartOrchestrationOptions(id), Token);
        foreach (var id in ids) await CompletionAsync(id);

        var found = new List<string>();
        var query = new OrchestrationQuery { InstanceIdPrefix = prefix, Statuses = [OrchestrationRuntimeStatus.Completed], PageSize = 2 };
        await foreach (var run in Client.GetAllInstancesAsync(query)) found.Add(run.InstanceId);
        Assert.Equal(ids, found.Order());
    }

    [Fact]
    public async Task The_history_tells_the_run_event_by_event()
    {
        var run = await RunAsync("Child", 7);

        var history = await HistoryAsync(run.InstanceId);
        Assert.Equal(
            ["OrchestratorStarted", "ExecutionStarted", "TaskScheduled", "OrchestratorStarted", "TaskCompleted", "ExecutionCompleted"],
            history.Select(e => $"{e.EventTypeCase}"));
        Assert.Equal("49", history[4].TaskCompleted.Result);
        Assert.Equal("49", history[5].ExecutionCompleted.Result);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<string> StartAsync(string name, object? input = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, cancellation: Token);
        await Client.WaitForInstanceStartAsync(id, Token);
        return id;
    }

    private async Task<OrchestrationMetadata> RunAsync(string name, object? input = null) => await CompletionAsync(await StartAsync(name, input));

    private async Task<OrchestrationMetadata> CompletionAsync(string id)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);
    }

    private async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id) => (await RecordedHistory.FetchAsync(host.Calls, id, Token)).Events;
}
