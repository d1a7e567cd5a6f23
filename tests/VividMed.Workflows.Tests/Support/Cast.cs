using System.Collections.Concurrent;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Workflows.Collect;
using VividMed.Workflows.Commit;
using VividMed.Workflows.Ground;
using VividMed.Workflows.Inspect;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tag;
using VividMed.Workflows.Train;
using VividMed.Workflows.Write;

namespace VividMed.Workflows.Tests.Support;

/// <summary>Activities that answer as told and remember what they were asked for.</summary>
internal sealed class Cast
{
    private readonly ConcurrentQueue<string> _calls = new();
    private int _inFlight;
    private int _outrun;

    public int Partitions { get; init; } = 3;

    public int StudiesEach { get; init; } = 10;

    /// <summary>Studies of each partition that tagging puts in quarantine.</summary>
    public int QuarantinedEach { get; init; }

    /// <summary>Studies in buckets that stand already.</summary>
    public int Standing { get; init; }

    /// <summary>The version that the plan finds to be the dataset as it is; null where there is work.</summary>
    public string? Current { get; init; }

    /// <summary>The version that a later plan finds, once one was committed.</summary>
    public string? CurrentAfterCommit { get; init; }

    /// <summary>How often another run commits first.</summary>
    public int Outrun
    {
        init => _outrun = value;
    }

    /// <summary>A stage of partitions that fails each time, and how; null where all go well.</summary>
    public (string Stage, Exception Failure)? Failing { get; init; }

    /// <summary>What every stage after tagging waits for; null where none waits.</summary>
    public Task? Hold { get; init; }

    /// <summary>Calls in order, such as <c>WriteBucket 2</c> or <c>TrainModel 1</c>.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    /// <summary>The most activities of partitions that ran at the same time.</summary>
    public int MostInFlight { get; private set; }

    public void Register(DurableTaskRegistry tasks)
    {
        tasks
            .AddOrchestrator<SynthesizeCorpus>()
            .AddOrchestrator<SynthesizeDataset>()
            .AddOrchestrator<SynthesizePartition>()
            .AddOrchestrator<TrainOnVersions>()
            .AddActivityFunc<SynthesisRequest, ModelInspection>(nameof(InspectModels), (_, request) => Note(new ModelInspection(new Dictionary<string, string>()), nameof(InspectModels), request.Run))
            .AddActivityFunc<PlanRequest, PlanSummary>(nameof(PlanDataset), (_, plan) => Plan(plan.Request))
            .AddActivityFunc<CommitRequest, CommitOutcome>(nameof(CommitDataset), (_, commit) => Commit(commit))
            .AddActivityFunc<SynthesisRequest, bool>(nameof(CollectRun), (_, request) => Note(true, nameof(CollectRun), request.Run))
            .AddActivityFunc<TrainingStageJob, StageTraining>(nameof(TrainModel), (_, job) => Train(job))
            .AddActivityFunc<TrainingJob, EvaluationReport>(nameof(EvaluateModel), (_, job) => Note(Report(), nameof(EvaluateModel), string.Join(',', job.Versions.Select(version => version.Version))));
        foreach (var stage in (string[])[nameof(TagReports), nameof(LocalizeStudies), nameof(GroundFindings), nameof(WriteBucket)])
        {
            tasks.AddActivityFunc<PartitionReference, StageResult>(stage, (_, partition) => PlayAsync(stage, partition));
        }
    }

    private PlanSummary Plan(SynthesisRequest request) => Note(
        new PlanSummary(
            new RecipeReference("whole", "text", "models"), Partitions * StudiesEach + Standing, Excluded: 0, Partitions, StandingBuckets: Standing > 0 ? 1 : 0,
            Standing, StandingQuarantined: 0, new Dictionary<string, int>(), Calls.Any(static call => call.StartsWith(nameof(CommitDataset), StringComparison.Ordinal)) ? CurrentAfterCommit : Current),
        nameof(PlanDataset),
        request.Run);

    private CommitOutcome Commit(CommitRequest commit) => Note(
        Interlocked.Decrement(ref _outrun) >= 0 ? CommitOutcome.Outrun : new CommitOutcome("versions/0001", Committed: true),
        nameof(CommitDataset),
        commit.Request.Run);

    private async Task<StageResult> PlayAsync(string stage, PartitionReference partition)
    {
        var now = Interlocked.Increment(ref _inFlight);
        lock (_calls) MostInFlight = Math.Max(MostInFlight, now);
        await Task.Yield();
        if (Hold is not null && stage != nameof(TagReports)) await Hold;
        Interlocked.Decrement(ref _inFlight);
        if (Failing is { } failing && failing.Stage == stage) throw Note(failing.Failure, stage, $"{partition.Partition}");

        var quarantined = stage == nameof(TagReports) ? QuarantinedEach : 0;
        var result = stage == nameof(WriteBucket)
            ? new StageResult(StudiesEach - QuarantinedEach, QuarantinedEach) { Reasons = QuarantinedEach > 0 ? new Dictionary<string, int> { ["empty-report"] = QuarantinedEach } : null }
            : new StageResult(StudiesEach - QuarantinedEach, quarantined);
        return Note(result, stage, $"{partition.Partition}");
    }

    private StageTraining Train(TrainingStageJob job) =>
        Note(new StageTraining(job.Stage, 10, 4 - job.Stage, 3 - job.Stage, Report(), Report(), $"models/stage{job.Stage}"), nameof(TrainModel), $"{job.Stage}");

    private T Note<T>(T answer, string activity, string detail)
    {
        _calls.Enqueue($"{activity} {detail}");
        return answer;
    }

    private static EvaluationReport Report() => new("validate", 1, 2.5, 12, 0.5, 0.5, 0.5, 0.5, 0.5, 10, 1, 1, 1, Note: null);
}
