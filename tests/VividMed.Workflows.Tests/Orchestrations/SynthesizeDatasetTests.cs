using VividMed.Workflows.Ground;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tag;
using VividMed.Workflows.Tests.Support;
using VividMed.Workflows.Train;
using VividMed.Workflows.Write;
using static VividMed.Workflows.Tests.Support.TestRequests;

namespace VividMed.Workflows.Tests.Orchestrations;

public sealed class SynthesizeDatasetTests
{
    [Fact]
    public async Task Every_partition_goes_once_through_every_stage_and_the_counts_add_up()
    {
        var cast = new Cast { Partitions = 3, StudiesEach = 10, QuarantinedEach = 1 };
        await using var rehearsal = await Rehearsal.StartAsync(cast);

        var result = await rehearsal.RunAsync<SynthesisResult>(nameof(SynthesizeDataset), Fresh(Dataset("run", new() { MaxQuarantineShare = 0.5 })), "run");

        Assert.Equal((30, 27, 3, 3), (result.Totals.Planned, result.Totals.Written, result.Totals.Quarantined, result.Totals.PartitionsDone));
        string[] stages = [nameof(TagReports), nameof(LocalizeStudies), nameof(GroundFindings), nameof(WriteShard)];
        string[] partitions = [.. Enumerable.Range(0, 3).SelectMany(partition => stages.Select(stage => $"{stage} {partition}"))];
        Assert.Equal([.. partitions.Append("PlanDataset run").Append("CommitDataset run").Order(StringComparer.Ordinal)], cast.Calls.Order(StringComparer.Ordinal));
        Assert.Equal("CommitDataset run", cast.Calls.Last());
        Assert.All(Enumerable.Range(0, 3), partition => Assert.Equal(stages, cast.Calls.Where(call => call.EndsWith($" {partition}", StringComparison.Ordinal)).Select(call => call.Split(' ')[0])));
    }

    [Fact]
    public async Task Histories_and_payloads_stay_small_however_many_partitions_there_are()
    {
        var cast = new Cast { Partitions = 250 };
        await using var rehearsal = await Rehearsal.StartAsync(cast);

        var result = await rehearsal.RunAsync<SynthesisResult>(nameof(SynthesizeDataset), Fresh(Dataset("run", new() { MaxPartitionsInFlight = 32 })), "run");

        Assert.Equal(250, result.Totals.PartitionsDone);
        Assert.Equal(250, cast.Calls.Count(call => call.StartsWith(nameof(WriteShard), StringComparison.Ordinal)));
        var history = (await rehearsal.HistoryAsync("run")).Events;
        Assert.InRange(history.Count, 50, 1_000);
        Assert.All(history, recorded => Assert.InRange(recorded.CalculateSize(), 0, 4_096));
    }

    [Fact]
    public async Task No_more_partitions_are_in_flight_than_asked_for()
    {
        var cast = new Cast { Partitions = 24 };
        await using var rehearsal = await Rehearsal.StartAsync(cast);
        await rehearsal.RunAsync<SynthesisResult>(nameof(SynthesizeDataset), Fresh(Dataset("run", new() { MaxPartitionsInFlight = 2 })), "run");
        Assert.InRange(cast.MostInFlight, 1, 2);
    }

    [Fact]
    public async Task Too_much_quarantine_commits_the_version_and_stops_before_training()
    {
        var cast = new Cast { Partitions = 2, StudiesEach = 10, QuarantinedEach = 1 };
        await using var rehearsal = await Rehearsal.StartAsync(cast);
        var result = await rehearsal.RunAsync<SynthesisResult>(nameof(SynthesizeDataset), Fresh(Dataset("run", training: new())), "run");
        Assert.True(result.QuarantineExceeded);
        Assert.Contains("CommitDataset run", cast.Calls);
        Assert.DoesNotContain(cast.Calls, call => call.StartsWith(nameof(TrainModel), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 0)]
    public async Task Training_waits_for_the_review_and_follows_its_word(bool approved, int stages)
    {
        var cast = new Cast();
        await using var rehearsal = await Rehearsal.StartAsync(cast);
        var request = Dataset("run", new() { AwaitReview = true }, new());
        await rehearsal.BeginAsync(nameof(SynthesizeDataset), Fresh(request), "run");
        // An early answer is kept until the gate asks for it.
        await rehearsal.Client.RaiseEventAsync("run", SynthesizeDataset.ReviewApproved, approved, TestContext.Current.CancellationToken);
        var result = await rehearsal.EndAsync<SynthesisResult>("run");
        Assert.Equal((approved, stages), (result.ReviewPassed, cast.Calls.Count(call => call.StartsWith(nameof(TrainModel), StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_review_that_never_comes_ends_the_run_without_training()
    {
        var cast = new Cast();
        await using var rehearsal = await Rehearsal.StartAsync(cast);
        var request = Dataset("run", new() { AwaitReview = true, ReviewTimeout = TimeSpan.FromMilliseconds(1) }, new());
        var result = await rehearsal.RunAsync<SynthesisResult>(nameof(SynthesizeDataset), Fresh(request), "run");
        Assert.False(result.ReviewPassed);
        Assert.Null(result.Training);
    }
}
