using Microsoft.DurableTask.Converters;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;

namespace VividMed.Workflows.Tests.Progress;

public sealed class RunSnapshotTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Speed_and_time_left_follow_from_what_was_worked_off_since_the_start()
    {
        var snapshot = Snapshot(new() { Planned = 100, Excluded = 10, Written = 20, Quarantined = 5, StartedAt = Start });
        Assert.Equal(35, snapshot.Ended);
        Assert.Equal(2.5, snapshot.StudiesPerSecond(Start.AddSeconds(10)));
        Assert.Equal(TimeSpan.FromSeconds(26), snapshot.Remaining(Start.AddSeconds(10)));
        // Studies of buckets that stood before cost nothing and tell nothing of the speed.
        Assert.Equal(1, Snapshot(new() { Planned = 100, Standing = 15, Written = 20, Quarantined = 5, StartedAt = Start }).StudiesPerSecond(Start.AddSeconds(10)));
    }

    [Fact]
    public void Before_there_is_anything_to_divide_neither_is_known()
    {
        Assert.Null(Snapshot(new() { Planned = 100, Written = 20 }).Remaining(Start));
        Assert.Null(Snapshot(new() { Planned = 100, StartedAt = Start }).Remaining(Start.AddSeconds(10)));
        Assert.Null(Snapshot(new() { Planned = 100, Written = 20, StartedAt = Start }).StudiesPerSecond(Start));
        Assert.Null(Snapshot(new() { Planned = 100, Written = 20, StartedAt = Start }).StudiesPerSecond(Start.AddSeconds(-1)));
    }

    [Fact]
    public void A_run_whose_counts_have_closed_has_no_time_left() =>
        Assert.Equal(
            TimeSpan.Zero, Snapshot(new() { Planned = 3, Written = 2, Quarantined = 2, StartedAt = Start }).Remaining(Start.AddSeconds(1)));

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed, true)]
    [InlineData(OrchestrationRuntimeStatus.Running, false)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, false)]
    public void Only_a_run_that_completed_has_a_result(OrchestrationRuntimeStatus status, bool has)
    {
        var snapshot = Snapshot(new(), status);
        Assert.Equal(has, snapshot.Result is not null);
        Assert.Equal("run", snapshot.Request.Run);
    }

    [Theory]
    [InlineData("LocalizeStudies", "LocalizeStudies waits (3): no worker takes it; start one with 'vividmed worker --roles gpu'")]
    [InlineData("TagReports", "TagReports waits (3): no worker takes it; start one with 'vividmed worker --roles cpu'")]
    [InlineData("DetectAll", "DetectAll waits (3): no worker takes it, and this version of the program does not know it")]
    public void Work_that_nobody_takes_says_who_would(string name, string text) =>
        Assert.Equal(text, new UnservedWork(name, 3, Start).ToString());

    private static RunSnapshot Snapshot(SynthesisProgress progress, OrchestrationRuntimeStatus status = OrchestrationRuntimeStatus.Running)
    {
        var json = JsonDataConverter.Default;
        var instance = new OrchestrationMetadata(nameof(SynthesizeDataset), "run")
        {
            DataConverter = json,
            RuntimeStatus = status,
            SerializedInput = json.Serialize(TestRequests.Fresh(TestRequests.Dataset("run"))),
            SerializedOutput = json.Serialize(new SynthesisResult { Run = "run", Version = "versions/0001", Totals = progress }),
        };
        return new RunSnapshot(instance, progress);
    }
}
