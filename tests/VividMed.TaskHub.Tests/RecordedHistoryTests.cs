using VividMed.DurableTask;
using VividMed.DurableTask.Client;

namespace VividMed.TaskHub.Tests;

/// <summary>Histories that the hub wrote, replayed by the project's own worker.</summary>
public sealed class RecordedHistoryTests
{
    [Fact]
    public async Task A_history_is_fetched_written_read_and_replayed()
    {
        await using var host = await SdkHost.StartAsync(Tasks);
        var run = await host.RunAsync("Main", 4);
        Assert.Equal(12, run.ReadOutputAs<int>());

        var text = new StringWriter();
        (await RecordedHistory.FetchAsync(host.Client, run.InstanceId, TestContext.Current.CancellationToken)).Write(text);
        var registry = new DurableTaskRegistry();
        Tasks(registry);

        Assert.Equal(new(OrchestrationRuntimeStatus.Completed, "12"), HistoryReplay.Run(RecordedHistory.Read(new StringReader(text.ToString())), registry));
    }

    [Fact]
    public async Task A_failed_orchestration_is_rewound_and_its_history_still_replays()
    {
        var attempts = 0;
        void Register(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc("Main", async context => await context.CallActivityAsync<int>("Fine") + await context.CallActivityAsync<int>("Flaky"))
            .AddActivityFunc("Fine", _ => 1)
            .AddActivityFunc("Flaky", _ => Interlocked.Increment(ref attempts) > 1 ? 2 : throw new InvalidOperationException("not yet"));
        await using var host = await SdkHost.StartAsync(Register);
        var failed = await host.RunAsync("Main");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);

        await host.Client.RewindInstanceAsync(failed.InstanceId, "repaired", TestContext.Current.CancellationToken);
        Assert.Equal(3, (await host.CompletionAsync(failed.InstanceId)).ReadOutputAs<int>());
        var registry = new DurableTaskRegistry();
        Register(registry);
        var history = await RecordedHistory.FetchAsync(host.Client, failed.InstanceId, TestContext.Current.CancellationToken);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, HistoryReplay.Run(history, registry).Status);
    }

    private static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, int>("Main", async (context, count) =>
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            var parts = await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallSubOrchestratorAsync<int>("Part", i)));
            context.SendEvent("nobody", "Done", parts.Length);
            return parts.Sum();
        })
        .AddOrchestratorFunc<int, int>("Part", (context, n) => context.CallActivityAsync<int>("Twice", n))
        .AddActivityFunc<int, int>("Twice", (_, n) => 2 * n);
}
