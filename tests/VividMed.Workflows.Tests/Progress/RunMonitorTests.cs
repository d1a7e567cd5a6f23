using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;
using static VividMed.Workflows.Tests.Support.TestRequests;

namespace VividMed.Workflows.Tests.Progress;

/// <summary>The counts of runs on a real hub, while they run and afterwards.</summary>
public sealed class RunMonitorTests
{
    private static readonly UnservedWork Waiting = new("WriteBucket", 1, DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task A_running_run_counts_what_its_partitions_in_flight_have_done_and_a_finished_one_counts_nothing_twice()
    {
        var hold = new TaskCompletionSource();
        await using var rehearsal = await Rehearsal.StartAsync(new Cast { Partitions = 2, StudiesEach = 10, Hold = hold.Task });
        await rehearsal.BeginAsync(nameof(SynthesizeDataset), Fresh(Dataset("run")), "run");

        var running = await UntilAsync(rehearsal, static snapshot => snapshot.Progress.Tagged == 20);
        Assert.Equal(
            (20, 2, 0, 0),
            (running.Progress.Planned, running.Progress.Partitions, running.Progress.Written, running.Progress.PartitionsDone));
        Assert.Null(running.Result);

        hold.SetResult();
        await rehearsal.EndAsync<SynthesisResult>("run");
        var ended = await ReadAsync(rehearsal, "run");
        Assert.Equal((20, 20, 2), (ended!.Progress.Tagged, ended.Progress.Written, ended.Progress.PartitionsDone));
        Assert.Equal("versions/0001", ended.Result!.Version);
        Assert.Equal("run", ended.Request.Run);
    }

    [Fact]
    public async Task A_partition_that_has_ended_is_counted_before_its_run_has_heard_of_it_and_after_the_run_was_cancelled()
    {
        var hold = new TaskCompletionSource();
        await using var rehearsal = await Rehearsal.StartAsync(new Cast { Partitions = 2, StudiesEach = 10, Hold = hold.Task });
        await rehearsal.BeginAsync(nameof(SynthesizeDataset), Fresh(Dataset("run")), "run");
        await UntilAsync(rehearsal, static snapshot => snapshot.Progress.Tagged == 20);

        // A paused run hears of nothing.
        await rehearsal.Client.SuspendInstanceAsync("run", "deaf", TestContext.Current.CancellationToken);
        hold.SetResult();
        foreach (var partition in (int[])[0, 1])
        {
            await rehearsal.EndAsync<SynthesisProgress>(await rehearsal.PartitionIdAsync("run", partition));
            Assert.True((await ReadAsync(rehearsal, "run"))!.Progress is { Tagged: 20, PartitionsDone: var done } && done > partition);
        }

        Assert.Equal(20, (await ReadAsync(rehearsal, "run"))!.Progress.Written);
        await rehearsal.Client.TerminateInstanceAsync("run", TestContext.Current.CancellationToken);
        await rehearsal.Client.WaitForInstanceCompletionAsync("run", TestContext.Current.CancellationToken);
        Assert.Equal(20, (await ReadAsync(rehearsal, "run"))!.Progress.Written);
    }

    [Fact]
    public async Task What_waits_for_a_worker_is_asked_only_of_runs_that_have_not_ended()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new Cast());
        await rehearsal.BeginAsync(nameof(SynthesizeDataset), Fresh(Dataset("gate", new() { AwaitReview = true })), "gate");
        await rehearsal.RunAsync<SynthesisResult>(nameof(SynthesizeDataset), Fresh(Dataset("run")), "run");
        await rehearsal.Client.WaitForInstanceStartAsync("gate", TestContext.Current.CancellationToken);
        var asked = new List<string>();

        Assert.Equal(
            [Waiting], (await RunMonitor.ReadAsync(rehearsal.Client, Unserved, "gate", TestContext.Current.CancellationToken))!.Unserved);
        Assert.Empty((await RunMonitor.ReadAsync(rehearsal.Client, Unserved, "run", TestContext.Current.CancellationToken))!.Unserved);
        Assert.Equal(["gate"], asked);

        Task<IReadOnlyList<UnservedWork>> Unserved(string run, CancellationToken cancellationToken)
        {
            asked.Add(run);
            return Task.FromResult<IReadOnlyList<UnservedWork>>([Waiting]);
        }
    }

    [Fact]
    public async Task Only_dataset_runs_are_listed_and_a_partition_or_an_unknown_name_is_none()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new Cast());
        await rehearsal.RunAsync<CorpusResult>(
            nameof(SynthesizeCorpus), new CorpusRequest("corpus", [Dataset("cxr"), Dataset("ct")], "/out", new()), "corpus");

        var runs = await RunMonitor.ListAsync(rehearsal.Client, InstanceScan.Over(rehearsal.Client), TestContext.Current.CancellationToken);

        Assert.Equal(["ct", "cxr"], runs.Select(static run => run.Instance.InstanceId).Order(StringComparer.Ordinal));
        Assert.All(runs, static run => Assert.Equal(30, run.Progress.Written));
        Assert.Null(await ReadAsync(rehearsal, "corpus"));
        Assert.Null(await ReadAsync(rehearsal, await rehearsal.PartitionIdAsync("cxr", 0)));
        Assert.Null(await ReadAsync(rehearsal, "nobody"));
    }

    private static Task<RunSnapshot?> ReadAsync(Rehearsal rehearsal, string run) =>
        RunMonitor.ReadAsync(rehearsal.Client, run, TestContext.Current.CancellationToken);

    private static async Task<RunSnapshot> UntilAsync(Rehearsal rehearsal, Func<RunSnapshot, bool> reached)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await RunMonitor.ReadAsync(rehearsal.Client, "run", deadline.Token) is { } snapshot && reached(snapshot)) return snapshot;
        }
    }
}
