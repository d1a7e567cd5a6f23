using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

/// <summary>The hub together with the project's own worker and client.</summary>
public sealed class SdkTests
{
    [Fact]
    public async Task A_fan_out_of_500_activities_comes_back_complete()
    {
        await using var host = await SdkHost.StartAsync(tasks =>
        {
            tasks.AddOrchestratorFunc<int, int>("Sum", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Twice", i)))).Sum());
            tasks.AddActivityFunc<int, int>("Twice", (_, n) => 2 * n);
        });

        var run = await host.RunAsync("Sum", 500);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, run.RuntimeStatus);
        Assert.Equal(500 * 499, run.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_retry_policy_waits_on_durable_timers()
    {
        var attempts = 0;
        await using var host = await SdkHost.StartAsync(tasks =>
        {
            tasks.AddOrchestratorFunc<string?, int>("Retry", (context, _) =>
                context.CallActivityAsync<int>("Flaky", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMilliseconds(20)))));
            tasks.AddActivityFunc<string?, int>("Flaky", (_, _) =>
                Interlocked.Increment(ref attempts) is >= 3 and var n ? n : throw new InvalidOperationException("not yet"));
        });

        var run = await host.RunAsync("Retry");

        Assert.Equal(3, run.ReadOutputAs<int>());
        var history = await host.Client.GetOrchestrationHistoryAsync(run.InstanceId, TestContext.Current.CancellationToken);
        Assert.NotEmpty(history);
    }

    [Fact]
    public async Task Sub_orchestrations_events_and_continuing_as_new_work_together()
    {
        await using var host = await SdkHost.StartAsync(tasks =>
        {
            tasks.AddOrchestratorFunc<int, int>("Rounds", async (context, round) =>
            {
                if (round == 3) return await context.WaitForExternalEvent<int>("answer");
                await context.CallSubOrchestratorAsync<int>("Child", round);
                context.ContinueAsNew(round + 1);
                return 0;
            });
            tasks.AddOrchestratorFunc<int, int>("Child", async (context, n) =>
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
                return n;
            });
        });

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Rounds", 0, cancellation: TestContext.Current.CancellationToken);
        await host.Client.RaiseEventAsync(id, "answer", 42, TestContext.Current.CancellationToken);

        Assert.Equal(42, (await host.CompletionAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Suspending_terminating_and_purging_are_seen_by_the_client()
    {
        await using var host = await SdkHost.StartAsync(tasks => tasks.AddOrchestratorFunc<string?, int>("Wait", (context, _) => context.WaitForExternalEvent<int>("never")));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", cancellation: TestContext.Current.CancellationToken);
        await host.Client.WaitForInstanceStartAsync(id, TestContext.Current.CancellationToken);

        await host.Client.SuspendInstanceAsync(id, "pause", TestContext.Current.CancellationToken);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.Client.GetInstanceAsync(id, TestContext.Current.CancellationToken))!.RuntimeStatus);
        await host.Client.TerminateInstanceAsync(id, "enough", TestContext.Current.CancellationToken);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.CompletionAsync(id)).RuntimeStatus);
        Assert.Equal(1, (await host.Client.PurgeInstanceAsync(id, TestContext.Current.CancellationToken)).PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync(id, TestContext.Current.CancellationToken));
    }
}
