using DurableTask.Core.History;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;
using static VividMed.Workflows.Tests.Support.TestRequests;

namespace VividMed.Workflows.Tests.Progress;

public sealed class StageTimesTests
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public void Partitions_that_overlap_share_their_time_on_the_wall_and_add_up_in_the_sum()
    {
        var stage = Assert.Single(StageTimes.Of([Tagging(0, 10), Tagging(5, 15), Tagging(20, 30)], Start.AddHours(1)));

        Assert.Equal(new StageTime("tag", 3, Open: 0, Failed: 0, WallSeconds: 25, TotalSeconds: 30), stage);
    }

    [Fact]
    public void What_failed_counts_each_try_and_what_is_open_lasts_until_now()
    {
        HistoryEvent[] history =
        [
            Scheduled(0, "PlanDataset", 0), new TaskFailedEvent(-1, 0, "no", "") { Timestamp = Start.AddSeconds(2) },
            Scheduled(1, "PlanDataset", 4), new TaskCompletedEvent(-1, 1, "{}") { Timestamp = Start.AddSeconds(5) },
            Scheduled(2, "CommitDataset", 6), Scheduled(3, "SomethingNewer", 6),
        ];

        Assert.Equal(
            [new StageTime("plan", 2, 0, 1, 3, 3), new StageTime("commit", 1, 1, 0, 4, 4)],
            StageTimes.Of([history], Start.AddSeconds(10)));
    }

    [Fact]
    public async Task A_run_tells_every_stage_it_came_to_in_its_order()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new Cast { Partitions = 3 });
        await rehearsal.RunAsync<SynthesisResult>(nameof(SynthesizeDataset), Fresh(Dataset("run")), "run");
        var run = await RunMonitor.ReadAsync(rehearsal.Client, "run", TestContext.Current.CancellationToken);

        var stages = await StageTimes.ReadAsync(rehearsal.Client, run!, TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken);

        Assert.Equal(
            [("inspect", 1), ("plan", 1), ("tag", 3), ("localize", 3), ("ground", 3), ("write", 3), ("commit", 1), ("collect", 1)],
            stages.Select(static stage => (stage.Stage, stage.Activities)));
        Assert.All(stages, static stage => Assert.True(stage is { Open: 0, Failed: 0, WallSeconds: > 0 } && stage.TotalSeconds >= stage.WallSeconds));
    }

    private static HistoryEvent[] Tagging(int from, int to) =>
        [Scheduled(0, "TagReports", from), new TaskCompletedEvent(-1, 0, "{}") { Timestamp = Start.AddSeconds(to) }];

    private static TaskScheduledEvent Scheduled(int id, string name, int at) => new(id) { Timestamp = Start.AddSeconds(at), Name = name };
}
