using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;
using static VividMed.Workflows.Tests.Support.TestRequests;

namespace VividMed.Workflows.Tests.Orchestrations;

/// <summary>
/// Runs that were recorded with earlier code replay on today's: a deployment does not break what is in flight. A history that
/// fails here means that the orchestrator changed; keep the old path behind a version, and record new ones beside the old
/// (set VIVIDMED_RECORD_HISTORIES to the folder Histories and run this class).
/// </summary>
public sealed class GoldenHistoryTests
{
    private static readonly string Folder = Repository.Path("tests/VividMed.Workflows.Tests/Histories");

    public static TheoryData<string> Recorded => [.. Directory.EnumerateFiles(Folder, "*.jsonl").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_recorded_history_replays_on_todays_code(string name)
    {
        var history = Read(name);
        Assert.InRange(history.Events.Count, 9, 1_000);
        var end = history.Replay(Orchestrator(history));
        Assert.Equal((OrchestrationStatus.Completed, null), (end.OrchestrationStatus, end.FailureDetails?.ErrorMessage));
    }

    [Fact]
    public void Every_orchestrator_has_a_recorded_history()
    {
        var names = Recorded.Select(row => Read(row.Data).Orchestrator);
        Assert.Equal(
            [nameof(SynthesizeCorpus), nameof(SynthesizeDataset), nameof(SynthesizePartition), nameof(TrainOnVersions)],
            names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_history_of_other_stages_does_not_replay_and_the_stage_is_named()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "partition.jsonl"));
        var swapped = lines.Select(line => line.Replace(nameof(LocalizeStudies), "DetectAll", StringComparison.Ordinal));
        var history = RecordedHistory.Read(swapped);
        var end = history.Replay(Orchestrator(history));
        Assert.Equal(OrchestrationStatus.Failed, end.OrchestrationStatus);
        Assert.Contains("NonDeterministic", end.FailureDetails.ErrorType, StringComparison.Ordinal);
        Assert.Contains(nameof(LocalizeStudies), end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rehearsed_corpus_can_be_recorded_and_replays()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new Cast { Partitions = 120 });
        var corpus = new CorpusRequest("corpus", [Dataset("run", new() { AwaitReview = true })], "/out", new());
        await rehearsal.BeginAsync(nameof(SynthesizeCorpus), corpus, "corpus");
        await rehearsal.EndAsync<CorpusResult>(await ApproveAsync(rehearsal));
        (string Name, string Id)[] runs = [("corpus", "corpus"), ("dataset-second-page", "run"), ("partition", await rehearsal.PartitionIdAsync("run", 7)), ("training", RunIds.Training("corpus"))];
        foreach (var (name, id) in runs)
        {
            var history = await rehearsal.HistoryAsync(id);
            Assert.Equal(OrchestrationStatus.Completed, history.Replay(Orchestrator(history)).OrchestrationStatus);
            if (Environment.GetEnvironmentVariable("VIVIDMED_RECORD_HISTORIES") is { Length: > 0 } target) await File.WriteAllTextAsync(Path.Combine(target, name + ".jsonl"), $"{history}", TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> ApproveAsync(Rehearsal rehearsal)
    {
        await rehearsal.Client.WaitForInstanceStartAsync("corpus", cancellation: TestContext.Current.CancellationToken);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await rehearsal.Client.GetInstanceAsync("run", cancellation: deadline.Token) is null) await Task.Yield();
        await rehearsal.Client.RaiseEventAsync("run", SynthesizeDataset.ReviewApproved, true, deadline.Token);
        return "corpus";
    }

    private static RecordedHistory Read(string name) => RecordedHistory.ReadFile(Path.Combine(Folder, name + ".jsonl"));

    private static ITaskOrchestrator Orchestrator(RecordedHistory history) => history.Orchestrator switch
    {
        nameof(SynthesizeCorpus) => new SynthesizeCorpus(),
        nameof(SynthesizeDataset) => new SynthesizeDataset(),
        nameof(SynthesizePartition) => new SynthesizePartition(),
        nameof(TrainOnVersions) => new TrainOnVersions(),
        _ => throw new ArgumentOutOfRangeException(nameof(history), history.Orchestrator, "There is no such orchestrator."),
    };
}
