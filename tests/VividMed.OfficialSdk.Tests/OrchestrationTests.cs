namespace VividMed.OfficialSdk.Tests;

/// <summary>What orchestrations are made of.</summary>
public sealed class OrchestrationTests(HubProcess hub) : IClassFixture<HubProcess>
{
    [Fact]
    public async Task A_fan_out_comes_back_complete()
    {
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks
            .AddOrchestratorFunc<int, int>("Sum", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Twice", i)))).Sum())
            .AddActivityFunc<int, int>("Twice", (_, n) => 2 * n));

        var run = await host.RunAsync("Sum", 200);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, run.RuntimeStatus);
        Assert.Equal(200 * 199, run.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_timer_fires_when_it_is_due()
    {
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks.AddOrchestratorFunc<int, bool>("Wait", async (context, milliseconds) =>
        {
            var due = context.CurrentUtcDateTime.AddMilliseconds(milliseconds);
            await context.CreateTimer(due, CancellationToken.None);
            return context.CurrentUtcDateTime >= due;
        }));

        Assert.True((await host.RunAsync("Wait", 50)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task An_event_reaches_the_instance_that_waits_for_it()
    {
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks.AddOrchestratorFunc<object?, string>("Ask", (context, _) => context.WaitForExternalEvent<string>("answer")));
        var id = await host.BeginAsync("Ask");
        await host.Client.WaitForInstanceStartAsync(id, host.Deadline);

        await host.Client.RaiseEventAsync(id, "answer", "yes", host.Deadline);

        Assert.Equal("yes", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_sub_orchestration_gives_its_parent_what_it_found_or_how_it_failed()
    {
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks
            .AddOrchestratorFunc<int, string>("Parent", async (context, n) =>
            {
                var found = await context.CallSubOrchestratorAsync<int>("Child", n);
                var failed = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallSubOrchestratorAsync<int>("Child", -1));
                return $"{found} {failed.FailureDetails.ErrorType}";
            })
            .AddOrchestratorFunc<int, int>("Child", (_, n) => n >= 0 ? n + 1 : throw new ArgumentOutOfRangeException(nameof(n))));

        Assert.Equal("42 System.ArgumentOutOfRangeException", (await host.RunAsync("Parent", 41)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_failing_activity_is_tried_again_as_its_policy_says()
    {
        var attempts = 0;
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks
            .AddOrchestratorFunc<object?, int>("Insist", (context, _) =>
                context.CallActivityAsync<int>("Flaky", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMilliseconds(20)))))
            .AddActivityFunc<object?, int>("Flaky", (_, _) =>
                Interlocked.Increment(ref attempts) is >= 3 and var attempt ? attempt : throw new InvalidOperationException("not yet")));

        Assert.Equal(3, (await host.RunAsync("Insist")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_orchestration_continues_as_new_and_keeps_events_that_nobody_waited_for()
    {
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks.AddOrchestratorFunc<int, string>("Rounds", async (context, round) =>
        {
            if (round == 3) return await context.WaitForExternalEvent<string>("last");
            if (round == 0) await context.WaitForExternalEvent<string>("first");
            context.ContinueAsNew(round + 1);
            return "";
        }));
        var id = await host.BeginAsync("Rounds", 0);

        await host.Client.RaiseEventAsync(id, "last", "kept", host.Deadline);
        await host.Client.RaiseEventAsync(id, "first", "go", host.Deadline);

        var run = await host.EndAsync(id);
        Assert.Equal((3, "kept"), (run.ReadInputAs<int>(), run.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task A_history_lists_the_events_of_every_turn_and_nothing_else()
    {
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks
            .AddOrchestratorFunc<int, int>("Three", async (context, n) =>
            {
                await context.CallActivityAsync("Same", n);
                await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                await context.CallSubOrchestratorAsync("Same", n);
                return n;
            })
            .AddOrchestratorFunc<int, int>("Same", (_, n) => n)
            .AddActivityFunc<int, int>("Same", (_, n) => n));

        var history = await host.Client.GetOrchestrationHistoryAsync((await host.RunAsync("Three", 3)).InstanceId, host.Deadline);

        Assert.Equal(
            "OrchestratorStarted ExecutionStarted TaskScheduled "
            + "OrchestratorStarted TaskCompleted TimerCreated "
            + "OrchestratorStarted TimerFired SubOrchestrationInstanceCreated "
            + "OrchestratorStarted SubOrchestrationInstanceCompleted ExecutionCompleted",
            string.Join(' ', history.Select(e => e.EventType)));
    }
}
