using VividMed.Workflows.Ground;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Recipes;
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
        string[] stages = [nameof(TagReports), nameof(LocalizeStudies), nameof(GroundFindings), nameof(WriteBucket)];
        string[] partitions = [.. Enumerable.Range(0, 3).SelectMany(partition => stages.Select(stage => $"{stage} {partition}"))];
        Assert.Equal([.. partitions.Concat(["InspectModels run", "PlanDataset run", "CommitDataset run", "CollectRun run"]).Order(StringComparer.Ordinal)], cast.Calls.Order(StringComparer.Ordinal));
        Assert.Equal(["CommitDataset run", "CollectRun run"], cast.Calls.TakeLast(2));
        Assert.Equal(3, result.Totals.Reasons["empty-report"]);
        Assert.All(Enumerable.Range(0, 3), partition => Assert.Equal(stages, cast.Calls.Where(call => call.EndsWith($" {partition}", StringComparison.Ordinal)).Select(call => call.Split(' ')[0])));
    }

    [Fact]
    public async Task Histories_and_payloads_stay_small_however_many_partitions_there_are()
    {
        var cast = new Cast { Partitions = 250 };
        await using var rehearsal = await Rehearsal.StartAsync(cast);

        var result = await rehearsal.RunAsync<SynthesisResult>(nameof(SynthesizeDataset), Fresh(Dataset("run", new() { MaxPartitionsInFlight = 32 })), "run");

        Assert.Equal(250, result.Totals.PartitionsDone);
        Assert.Equal(250, cast.Calls.Count(call => call.StartsWith(nameof(WriteBucket), StringComparison.Ordinal)));
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Too_much_quarantine_commits_nothing_unless_told_to_and_never_trains(bool anyway)
    {
        var cast = new Cast { Partitions = 2, StudiesEach = 10, QuarantinedEach = 1 };
        await using var rehearsal = await Rehearsal.StartAsync(cast);
        var request = Dataset("run", training: new()) with { Permissions = new RunPermissions { CommitAnyway = anyway } };

        var result = await rehearsal.RunAsync<SynthesisResult>(nameof(SynthesizeDataset), Fresh(request), "run");

        Assert.Equal((true, anyway ? "versions/0001" : null), (result.QuarantineExceeded, result.Version));
        Assert.Equal(anyway, cast.Calls.Contains("CommitDataset run"));
        Assert.DoesNotContain(cast.Calls, call => call.StartsWith(nameof(TrainModel), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dataset_that_is_as_it_was_ends_after_the_plan()
    {
        var cast = new Cast { Partitions = 0, Standing = 40, Current = "versions/0007" };
        await using var rehearsal = await Rehearsal.StartAsync(cast);

        var result = await rehearsal.RunAsync<SynthesisResult>(nameof(SynthesizeDataset), Fresh(Dataset("run")), "run");

        Assert.Equal(("versions/0007", false, 40, 40), (result.Version, result.Committed, result.Totals.Standing, result.Totals.Written));
        Assert.Equal(["InspectModels run", "PlanDataset run", "CollectRun run"], cast.Calls);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(99, SynthesizeDataset.MostAttempts)]
    public async Task A_run_that_another_one_outran_plans_once_more_and_gives_up_after_some_times(int outrun, int plans)
    {
        var cast = new Cast { Partitions = 1, Outrun = outrun };
        await using var rehearsal = await Rehearsal.StartAsync(cast);
        await rehearsal.BeginAsync(nameof(SynthesizeDataset), Fresh(Dataset("run")), "run");

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var ended = await rehearsal.Client.WaitForInstanceCompletionAsync("run", getInputsAndOutputs: true, deadline.Token);

        Assert.Equal(plans, cast.Calls.Count(static call => call == "PlanDataset run"));
        Assert.Equal(outrun < 99 ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task A_recipe_that_changed_stops_the_run_with_that_reason_and_commits_nothing()
    {
        var cast = new Cast { Partitions = 5, Failing = (nameof(GroundFindings), new RecipeChangedException("the taxonomy")) };
        await using var rehearsal = await Rehearsal.StartAsync(cast);

        var result = await rehearsal.RunAsync<SynthesisResult>(nameof(SynthesizeDataset), Fresh(Dataset("run", new() { MaxPartitionsInFlight = 1 })), "run");

        Assert.Null(result.Version);
        Assert.StartsWith("the taxonomy changed while the run was going", result.Superseded, StringComparison.Ordinal);
        Assert.Equal(1, cast.Calls.Count(static call => call.StartsWith(nameof(GroundFindings), StringComparison.Ordinal)));
        Assert.DoesNotContain("CommitDataset run", cast.Calls);
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
    public async Task A_passed_review_commits_once_more_before_training_and_is_asked_for_once()
    {
        var cast = new Cast();
        await using var rehearsal = await Rehearsal.StartAsync(cast);
        await rehearsal.BeginAsync(nameof(SynthesizeDataset), Fresh(Dataset("run", new() { AwaitReview = true, CommitVerdicts = true }, new())), "run");
        await rehearsal.Client.RaiseEventAsync("run", SynthesizeDataset.ReviewApproved, true, TestContext.Current.CancellationToken);

        var result = await rehearsal.EndAsync<SynthesisResult>("run");

        Assert.Equal((true, 3), (result.ReviewPassed, result.Training!.Stages.Count));
        Assert.Equal(2, cast.Calls.Count(static call => call == "CommitDataset run"));
        Assert.True(cast.Calls.Index().Last(static call => call.Item == "CommitDataset run").Index < cast.Calls.Index().First(static call => call.Item == "TrainModel 1").Index);
    }

    [Fact]
    public async Task A_review_that_corrected_nothing_trains_on_what_was_committed_before_it()
    {
        var cast = new Cast { CurrentAfterCommit = "versions/0001", Standing = 40 };
        await using var rehearsal = await Rehearsal.StartAsync(cast);
        await rehearsal.BeginAsync(nameof(SynthesizeDataset), Fresh(Dataset("run", new() { AwaitReview = true, CommitVerdicts = true }, new())), "run");
        await rehearsal.Client.RaiseEventAsync("run", SynthesizeDataset.ReviewApproved, true, TestContext.Current.CancellationToken);

        var result = await rehearsal.EndAsync<SynthesisResult>("run");

        Assert.Equal(("versions/0001", true, true), (result.Version, result.Committed, result.Training is not null));
        Assert.Equal(1, cast.Calls.Count(static call => call == "CommitDataset run"));
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
