using VividMed.Workflows.Commit;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Orchestrations;

/// <summary>
/// A whole dataset run: plan, partitions page by page, commit, optional review gate, training. ContinueAsNew after
/// each page keeps every history short; partitions are sub-orchestrations whose ids follow from the run and their index.
/// </summary>
[DurableTask(nameof(SynthesizeDataset))]
public sealed class SynthesizeDataset : TaskOrchestrator<SynthesisState, SynthesisResult?>
{
    /// <summary>Partitions a page: five history events each keep a page well below a thousand events.</summary>
    internal const int PageSize = 100;

    /// <summary>The external event that the review gate waits for; it carries true to go on, false to end without training.</summary>
    public const string ReviewApproved = nameof(ReviewApproved);

    public override async Task<SynthesisResult?> RunAsync(TaskOrchestrationContext context, SynthesisState input)
    {
        context.SetCustomStatus(input.Progress);
        var state = input.Plan is null ? await PlanAsync(context, input) : input;
        state = await SynthesizePageAsync(context, state);
        if (state.NextPartition < state.Plan!.Partitions)
        {
            context.ContinueAsNew(state);
            return null;
        }

        return await FinishAsync(context, state);
    }

    private static async Task<SynthesisState> PlanAsync(TaskOrchestrationContext context, SynthesisState state)
    {
        var plan = await context.CallActivityAsync<PlanSummary>(nameof(PlanDataset), state.Request, Retries.Infrastructure);
        return state with
        {
            Plan = plan,
            Progress = state.Progress with
            {
                Phase = "synthesizing",
                Planned = plan.Studies,
                Excluded = plan.ExcludedByReason.Values.Sum(),
                Partitions = plan.Partitions,
                StartedAt = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero),
            },
        };
    }

    /// <summary>Works through one page with a bounded number of partitions in flight, the next one starting as soon as any ends.</summary>
    private static async Task<SynthesisState> SynthesizePageAsync(TaskOrchestrationContext context, SynthesisState state)
    {
        context.SetCustomStatus(state.Progress);
        var next = state.NextPartition;
        var end = Math.Min(state.Plan!.Partitions, next + PageSize);
        var progress = state.Progress;
        var inFlight = new List<Task<SynthesisProgress>>();
        while (next < end || inFlight.Count > 0)
        {
            while (next < end && inFlight.Count < state.Request.Options.MaxPartitionsInFlight)
            {
                inFlight.Add(StartPartition(context, state, next++));
            }

            var ended = await Task.WhenAny(inFlight);
            inFlight.Remove(ended);
            progress = progress.Plus(await ended);
            context.SetCustomStatus(progress);
        }

        return state with { NextPartition = end, Progress = progress };
    }

    private static Task<SynthesisProgress> StartPartition(TaskOrchestrationContext context, SynthesisState state, int partition) =>
        context.CallSubOrchestratorAsync<SynthesisProgress>(
            nameof(SynthesizePartition),
            new PartitionReference(state.Request, state.Plan!.Version, partition),
            new SubOrchestrationOptions { InstanceId = RunIds.Partition(state.Request.Run, partition) });

    private static async Task<SynthesisResult> FinishAsync(TaskOrchestrationContext context, SynthesisState state)
    {
        var request = state.Request;
        var progress = state.Progress;
        context.SetCustomStatus(progress with { Phase = "committing" });
        var version = await context.CallActivityAsync<string>(
            nameof(CommitDataset), new CommitRequest(request, state.Plan!, progress), Retries.Infrastructure);

        var result = new SynthesisResult
        {
            Run = request.Run,
            Version = version,
            Totals = progress with { Phase = "finished" },
            QuarantineExceeded = progress.Quarantined > request.Options.MaxQuarantineShare * (progress.Planned - progress.Excluded),
        };
        if (request.Options.AwaitReview && !result.QuarantineExceeded)
        {
            context.SetCustomStatus(progress with { Phase = "awaiting-review" });
            result = result with { ReviewPassed = await ReviewAsync(context, request.Options.ReviewTimeout) };
        }

        if (request.Training is { } training && result is { QuarantineExceeded: false, ReviewPassed: true, Totals.Written: > 0 })
        {
            context.SetCustomStatus(progress with { Phase = "training" });
            result = result with { Training = await TrainAsync(context, request, training, version) };
        }

        context.SetCustomStatus(result.Totals);
        return result;
    }

    private static async Task<bool> ReviewAsync(TaskOrchestrationContext context, TimeSpan timeout)
    {
        try
        {
            return await context.WaitForExternalEvent<bool>(ReviewApproved, timeout);
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }

    private static Task<TrainingResult> TrainAsync(
        TaskOrchestrationContext context, SynthesisRequest request, TrainingRequest training, string version) =>
        context.CallSubOrchestratorAsync<TrainingResult>(
            nameof(TrainOnVersions),
            new TrainingJob(request.Run, [new VersionReference(request.Out, version)], request.Out, training),
            new SubOrchestrationOptions { InstanceId = RunIds.Training(request.Run) });
}
