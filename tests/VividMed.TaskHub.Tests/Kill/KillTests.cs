using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Kill;

/// <summary>Real processes and real kills: a hub and two workers carry out 2,000 activities while one of them dies 50 times.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 50;
    private const int ActivitiesPerKill = 40;
    private const int Seed = 20260301;

    [Fact]
    public async Task Fifty_kills_lose_no_activity_and_count_none_twice()
    {
        using var folder = new TemporaryFolder();
        await using var cluster = await Cluster.StartAsync(folder);
        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            await cluster.StartInstanceAsync($"batch-{kill}", ActivitiesPerKill);
            await cluster.ProgressAsync(random.Next(ActivitiesPerKill));
            await cluster.KillAsync(random.Next(10) < 4 ? 0 : 1 + random.Next(2));
        }

        for (var kill = 0; kill < Kills; kill++)
        {
            var id = $"batch-{kill}";
            var state = await cluster.CompletionAsync(id);
            Assert.Equal(OrchestrationStatus.Completed, state.OrchestrationStatus);
            Assert.Equal($"{ActivitiesPerKill * (ActivitiesPerKill - 1) / 2}", state.Output);
            var history = await cluster.HistoryAsync(id);
            Assert.Equal(ActivitiesPerKill, history.Count(e => e.TaskScheduled is not null));
            Scripts.AssertEachCompletedOnce(history, ActivitiesPerKill);
        }

        var done = cluster.Done();
        Assert.Equal(Kills * ActivitiesPerKill, done.Distinct().Count());
        output.WriteLine($"{done.Count} runs of {Kills * ActivitiesPerKill} activities, {cluster.HubKills} hubs and {Kills - cluster.HubKills} workers killed");
    }
}
