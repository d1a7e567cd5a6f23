using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

/// <summary>Histories that the hub wrote, replayed by Microsoft's runner.</summary>
public sealed class RecordedHistoryTests
{
    [Fact]
    public async Task A_history_is_fetched_written_read_and_replayed()
    {
        await using var host = await SdkHost.StartAsync(Tasks);
        var run = await host.RunAsync("Main", 4);
        Assert.Equal(12, run.ReadOutputAs<int>());

        var text = (await RecordedHistory.FetchAsync(host.Calls, run.InstanceId, TestContext.Current.CancellationToken)).ToString();
        var end = RecordedHistory.Read(text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Replay<int, int>(MainAsync);

        Assert.Equal((OrchestrationStatus.Completed, "12"), (end.OrchestrationStatus, end.Result));
    }

    [Fact]
    public async Task A_failed_orchestration_is_rewound_and_its_history_still_replays()
    {
        var attempts = 0;
        static async Task<int> MainAsync(TaskOrchestrationContext context, object? input) => await context.CallActivityAsync<int>("Fine") + await context.CallActivityAsync<int>("Flaky");
        await using var host = await SdkHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<object, int>("Main", MainAsync)
            .AddActivityFunc("Fine", _ => 1)
            .AddActivityFunc("Flaky", _ => Interlocked.Increment(ref attempts) > 1 ? 2 : throw new InvalidOperationException("not yet")));
        var failed = await host.RunAsync("Main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);

        await host.Client.RewindInstanceAsync(failed.InstanceId, "repaired", TestContext.Current.CancellationToken);
        Assert.Equal(3, (await host.CompletionAsync(failed.InstanceId)).ReadOutputAs<int>());
        var history = await RecordedHistory.FetchAsync(host.Calls, failed.InstanceId, TestContext.Current.CancellationToken);
        Assert.Equal(OrchestrationStatus.Completed, history.Replay<object, int>(MainAsync).OrchestrationStatus);
    }

    private static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, int>("Main", MainAsync)
        .AddOrchestratorFunc<int, int>("Part", (context, n) => context.CallActivityAsync<int>("Twice", n))
        .AddActivityFunc<int, int>("Twice", (_, n) => 2 * n);

    private static async Task<int> MainAsync(TaskOrchestrationContext context, int count)
    {
        await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        var parts = await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallSubOrchestratorAsync<int>("Part", i)));
        context.SendEvent("nobody", "Done", parts.Length);
        return parts.Sum();
    }
}
