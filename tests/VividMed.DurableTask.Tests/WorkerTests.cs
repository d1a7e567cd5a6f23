using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VividMed.DurableTask.Protocol;
using VividMed.DurableTask.Worker;

namespace VividMed.DurableTask.Tests;

public sealed class WorkerTests
{
    [Fact]
    public async Task A_worker_greets_the_hub_and_asks_for_its_own_work_only()
    {
        ScriptedHub hub = new();
        await using ServiceProvider services = await StartAsync(hub, builder => builder
            .AddTasks(tasks => tasks.AddActivityFunc<int, int>("Square", (_, x) => x * x))
            .Configure(options => options.Concurrency.MaximumConcurrentActivityWorkItems = 2)
            .UseWorkItemFilters());
        GetWorkItemsRequest request = await hub.Next<GetWorkItemsRequest>();
        Assert.Equal(["Hello", "GetWorkItems"], hub.Calls);
        Assert.Equal(2, request.MaxConcurrentActivityWorkItems);
        Assert.Equal("Square", Assert.Single(request.WorkItemFilters.Activities).Name);
        Assert.Empty(request.WorkItemFilters.Orchestrations);
        Assert.Contains(WorkerCapability.HistoryStreaming, request.Capabilities);
        await StopAsync(services);
    }

    [Fact]
    public async Task An_activity_is_made_by_injection_and_its_result_sent_with_the_lease()
    {
        ScriptedHub hub = new();
        await using ServiceProvider services = await StartAsync(
            hub, builder => builder.AddTasks(tasks => tasks.AddActivity<Greet>()), collection => collection.AddSingleton("Hello, "));
        (await hub.NextStream()).SendActivity("greet", "world", "lease-1");
        ActivityResponse response = await hub.Next<ActivityResponse>();
        Assert.Equal(("\"Hello, world\"", "lease-1", "run-1", 3), (response.Result, response.CompletionToken, response.InstanceId, response.TaskId));
        await StopAsync(services);
    }

    [Fact]
    public async Task What_an_activity_throws_is_sent_as_its_failure()
    {
        ScriptedHub hub = new();
        await using ServiceProvider services = await StartAsync(hub, builder => builder.AddTasks(tasks =>
            tasks.AddActivityFunc<int, int>("Broken", int (_, _) => throw new InvalidDataException("bad", new IOException("disk")))));
        (await hub.NextStream()).SendActivity("Broken", 1, "lease-1");
        Protocol.TaskFailureDetails failure = (await hub.Next<ActivityResponse>()).FailureDetails;
        Assert.Equal(("System.IO.InvalidDataException", "bad", "System.IO.IOException"), (failure.ErrorType, failure.ErrorMessage, failure.InnerFailure.ErrorType));
        await StopAsync(services);
    }

    [Fact]
    public async Task An_unknown_activity_is_a_failure_that_no_retry_helps()
    {
        ScriptedHub hub = new();
        await using ServiceProvider services = await StartAsync(hub, _ => { });
        (await hub.NextStream()).SendActivity("Missing", 1, "lease-1");
        Protocol.TaskFailureDetails failure = (await hub.Next<ActivityResponse>()).FailureDetails;
        Assert.Equal(("ActivityTaskNotFound", true), (failure.ErrorType, failure.IsNonRetriable));
        await StopAsync(services);
    }

    [Fact]
    public async Task An_activity_that_gives_up_when_the_worker_stops_is_handed_back()
    {
        ScriptedHub hub = new();
        TaskCompletionSource begun = new();
        await using ServiceProvider services = await StartAsync(hub, builder => builder.AddTasks(tasks => tasks.AddActivityFunc<int, int>("Endless", Endless(begun))));
        (await hub.NextStream()).SendActivity("Endless", 1, "lease-1");
        await begun.Task;
        await StopAsync(services);
        Assert.Equal("lease-1", (await hub.Next<AbandonActivityTaskRequest>()).CompletionToken);
        Assert.DoesNotContain("CompleteActivityTask", hub.Calls);
    }

    [Fact]
    public async Task A_lost_stream_cancels_its_activities_and_the_worker_connects_again()
    {
        ScriptedHub hub = new();
        TaskCompletionSource begun = new();
        await using ServiceProvider services = await StartAsync(hub, builder => builder.AddTasks(tasks => tasks
            .AddActivityFunc<int, int>("Endless", Endless(begun))
            .AddActivityFunc<int, int>("Square", (_, x) => x * x)));
        ScriptedStream first = await hub.NextStream();
        first.SendActivity("Endless", 1, "lease-1");
        await begun.Task;
        first.Break();
        Assert.Equal("lease-1", (await hub.Next<AbandonActivityTaskRequest>()).CompletionToken);
        (await hub.NextStream()).SendActivity("Square", 4, "lease-2");
        Assert.Equal("16", (await hub.Next<ActivityResponse>()).Result);
        await StopAsync(services);
    }

    [Fact]
    public async Task A_completion_is_sent_again_while_the_hub_cannot_be_reached()
    {
        ScriptedHub hub = new ScriptedHub().Fail<ActivityResponse>(StatusCode.Unavailable).Fail<ActivityResponse>(StatusCode.Unavailable);
        await using ServiceProvider services = await StartAsync(hub, builder => builder.AddTasks(tasks => tasks.AddActivityFunc<int, int>("Square", (_, x) => x * x)));
        (await hub.NextStream()).SendActivity("Square", 4, "lease-1");
        await hub.Next<ActivityResponse>();
        await hub.Next<ActivityResponse>();
        Assert.Equal("16", (await hub.Next<ActivityResponse>()).Result);
        await StopAsync(services);
    }

    [Fact]
    public async Task A_long_history_is_streamed_before_its_turn()
    {
        HistoryEvent[] past =
        [
            new() { OrchestratorStarted = new(), Timestamp = new() { Seconds = 1_000 } },
            new() { EventId = -1, ExecutionStarted = new() { Name = "Main", Input = "5" } },
            new() { EventId = 0, TaskScheduled = new() { Name = "Square" } },
        ];
        ScriptedHub hub = new ScriptedHub().Answer<StreamInstanceHistoryRequest>(
            _ => new List<HistoryChunk> { new() { Events = { past[0], past[1] } }, new() { Events = { past[2] } } });
        await using ServiceProvider services = await StartAsync(hub, builder => builder.AddTasks(tasks =>
            tasks.AddOrchestratorFunc<int, int>("Main", async (context, input) => await context.CallActivityAsync<int>("Square", input))));
        (await hub.NextStream()).Send(new()
        {
            CompletionToken = "lease-1",
            OrchestratorRequest = new() { InstanceId = "run-1", RequiresHistoryStreaming = true, NewEvents = { Happened.Completed(0, 25) } },
        });
        OrchestratorResponse response = await hub.Next<OrchestratorResponse>();
        Assert.Equal(("lease-1", 25), (response.CompletionToken, response.Output<int>()));
        Assert.True((await hub.Next<StreamInstanceHistoryRequest>()).ForWorkItemProcessing);
        await StopAsync(services);
    }

    [Fact]
    public async Task An_orchestration_of_another_version_is_handed_back_untouched()
    {
        ScriptedHub hub = new();
        await using ServiceProvider services = await StartAsync(hub, builder => builder.UseVersioning(new()
        {
            Version = "1",
            MatchStrategy = DurableTaskWorkerOptions.VersionMatchStrategy.Strict,
        }));
        (await hub.NextStream()).Send(new()
        {
            CompletionToken = "lease-1",
            OrchestratorRequest = new() { InstanceId = "run-1", NewEvents = { new HistoryEvent { ExecutionStarted = new() { Name = "Main", Version = "2" } } } },
        });
        Assert.Equal("lease-1", (await hub.Next<AbandonOrchestrationTaskRequest>()).CompletionToken);
        await StopAsync(services);
    }

    [Fact]
    public void Reconnecting_is_spread_over_a_growing_interval_of_at_most_thirty_seconds()
    {
        Random random = new(1);
        foreach ((int failures, double most) in new[] { (1, 1.0), (3, 4.0), (6, 30.0), (1_000, 30.0) })
        {
            double[] pauses = [.. Enumerable.Range(0, 200).Select(_ => Backoff.Reconnect(failures, random).TotalSeconds)];
            Assert.InRange(pauses.Max(), most * 0.9, most);
            Assert.InRange(pauses.Min(), 0, most * 0.1);
        }
    }

    private static Func<TaskActivityContext, int, Task<int>> Endless(TaskCompletionSource begun) => async (context, _) =>
    {
        begun.TrySetResult();
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return 0;
    };

    private static async Task<ServiceProvider> StartAsync(ScriptedHub hub, Action<IDurableTaskWorkerBuilder> configure, Action<IServiceCollection>? more = null)
    {
        ServiceCollection collection = new();
        more?.Invoke(collection);
        collection.AddDurableTaskWorker(builder => configure(builder.UseGrpc(options => options.CallInvoker = hub)));
        ServiceProvider services = collection.BuildServiceProvider();
        await services.GetRequiredService<IHostedService>().StartAsync(CancellationToken.None);
        return services;
    }

    private static Task StopAsync(ServiceProvider services) => services.GetRequiredService<IHostedService>().StopAsync(CancellationToken.None);

    private sealed class Greet(string greeting) : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => Task.FromResult(greeting + input);
    }
}
