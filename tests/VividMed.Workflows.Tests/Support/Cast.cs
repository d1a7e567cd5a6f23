using System.Collections.Concurrent;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Workflows.Commit;
using VividMed.Workflows.Ground;
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

    public int Partitions { get; init; } = 3;

    public int StudiesEach { get; init; } = 10;

    /// <summary>Studies of each partition that tagging puts in quarantine.</summary>
    public int QuarantinedEach { get; init; }

    /// <summary>A stage of partitions that fails each time, and how; null where all go well.</summary>
    public (string Stage, Exception Failure)? Failing { get; init; }

    /// <summary>What every stage after tagging waits for; null where none waits.</summary>
    public Task? Hold { get; init; }

    /// <summary>Calls in order, such as <c>WriteShard 2</c> or <c>TrainModel 1</c>.</summary>
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
            .AddActivityFunc<SynthesisRequest, PlanSummary>(nameof(PlanDataset), (_, request) => Plan(request))
            .AddActivityFunc<CommitRequest, string>(nameof(CommitDataset), (_, commit) => Note($"versions/{commit.Plan.Version:D4}", nameof(CommitDataset), commit.Request.Run))
            .AddActivityFunc<TrainingStageJob, StageTraining>(nameof(TrainModel), (_, job) => Train(job))
            .AddActivityFunc<TrainingJob, EvaluationReport>(nameof(EvaluateModel), (_, job) => Note(Report(), nameof(EvaluateModel), string.Join(',', job.Versions.Select(version => version.Version))));
        foreach (var stage in (string[])[nameof(TagReports), nameof(LocalizeStudies), nameof(GroundFindings), nameof(WriteShard)])
        {
            tasks.AddActivityFunc<PartitionReference, StageResult>(stage, (_, partition) => PlayAsync(stage, partition));
        }
    }

    private PlanSummary Plan(SynthesisRequest request) =>
        Note(new PlanSummary(Version: 1, Parent: null, Partitions * StudiesEach, Partitions, new Dictionary<string, int>()), nameof(PlanDataset), request.Run);

    private async Task<StageResult> PlayAsync(string stage, PartitionReference partition)
    {
        var now = Interlocked.Increment(ref _inFlight);
        lock (_calls) MostInFlight = Math.Max(MostInFlight, now);
        await Task.Yield();
        if (Hold is not null && stage != nameof(TagReports)) await Hold;
        Interlocked.Decrement(ref _inFlight);
        if (Failing is { } failing && failing.Stage == stage) throw Note(failing.Failure, stage, $"{partition.Partition}");

        var quarantined = stage == nameof(TagReports) ? QuarantinedEach : 0;
        return Note(new StageResult(StudiesEach - QuarantinedEach, quarantined), stage, $"{partition.Partition}");
    }

    private StageTraining Train(TrainingStageJob job) =>
        Note(new StageTraining(job.Stage, 10, 4 - job.Stage, 3 - job.Stage, Report(), Report(), $"models/stage{job.Stage}"), nameof(TrainModel), $"{job.Stage}");

    private T Note<T>(T answer, string activity, string detail)
    {
        _calls.Enqueue($"{activity} {detail}");
        return answer;
    }

    private static EvaluationReport Report() => new("validate", 1, 2.5, 12, 0.5, 0.5, 0.5, 0.5, 10, 1, 1, 1, Note: null);
}
