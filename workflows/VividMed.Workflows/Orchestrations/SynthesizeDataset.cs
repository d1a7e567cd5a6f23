using VividMed.Workflows.Collect;
using VividMed.Workflows.Commit;
using VividMed.Workflows.Inspect;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Orchestrations;

/// <summary>
/// Brings a dataset to the present: inspect, plan, partitions page by page, commit, optional review gate (and with its verdicts the same once
/// more), training. Where nothing is new it ends with the newest version after the plan. ContinueAsNew after each page keeps every history
/// short; partitions are sub-orchestrations whose ids follow from the run, the plan and their index.
/// </summary>
[DurableTask(nameof(SynthesizeDataset))]
public sealed class SynthesizeDataset : TaskOrchestrator<SynthesisState, SynthesisResult?>
{
    /// <summary>Partitions a page: five history events each keep a page well below a thousand events.</summary>
    internal const int PageSize = 100;

    /// <summary>How often a run plans again because another one committed first.</summary>
    internal const int MostAttempts = 5;

    /// <summary>The external event that the review gate waits for; it carries true to go on, false to end without training.</summary>
    public const string ReviewApproved = nameof(ReviewApproved);

    public override async Task<SynthesisResult?> RunAsync(TaskOrchestrationContext context, SynthesisState input)
    {
        context.SetCustomStatus(input.Progress);
        var state = input.Plan is null ? await PlanAsync(context, input) : input;
        if (state.Plan!.Current is { } current) return await EndAsync(context, state, new CommitOutcome(current, Committed: false));

        state = await SynthesizePageAsync(context, state);
        if (state.Progress.Superseded is not null) return await EndAsync(context, state, CommitOutcome.Outrun);
        if (state.NextPartition < state.Plan!.Partitions)
        {
            context.ContinueAsNew(state);
            return null;
        }

        return await CommitAsync(context, state);
    }

    private static async Task<SynthesisState> PlanAsync(TaskOrchestrationContext context, SynthesisState state)
    {
        var attempt = context.NewGuid().ToString("N")[..8];
        var models = await context.CallActivityAsync<ModelInspection>(nameof(InspectModels), state.Request, Retries.Infrastructure);
        var plan = await context.CallActivityAsync<PlanSummary>(
            nameof(PlanDataset), new PlanRequest(state.Request, attempt, models), Retries.Infrastructure);
        return state with
        {
            Plan = plan,
            Attempt = attempt,
            Attempts = state.Attempts + 1,
            Progress = SynthesisProgress.None with
            {
                Phase = "synthesizing",
                Planned = plan.Studies,
                Excluded = plan.Excluded,
                Standing = plan.StandingWritten + plan.StandingQuarantined,
                Written = plan.StandingWritten,
                Quarantined = plan.StandingQuarantined,
                Reasons = plan.StandingReasons,
                Partitions = plan.Partitions,
                Notice = plan.Notice,
                StartedAt = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero),
            },
        };
    }

    /// <summary>Works through one page with a bounded number of partitions in flight, the next one starting as soon as any ends.</summary>
    private static async Task<SynthesisState> SynthesizePageAsync(TaskOrchestrationContext context, SynthesisState state)
    {
        var next = state.NextPartition;
        var end = Math.Min(state.Plan!.Partitions, next + PageSize);
        var progress = state.Progress;
        var inFlight = new List<(int Partition, Task<SynthesisProgress> Work)>();
        while ((next < end && progress.Superseded is null) || inFlight.Count > 0)
        {
            while (next < end && progress.Superseded is null && inFlight.Count < state.Request.Options.MaxPartitionsInFlight)
            {
                inFlight.Add((next, StartPartition(context, state, next)));
                next++;
            }

            // Whoever reads the status adds these, whatever has become of them by then: so no count is missed, none is told twice.
            context.SetCustomStatus(progress with { InFlight = new(state.Attempt, [.. inFlight.Select(static begun => begun.Partition)]) });
            var ended = await Task.WhenAny(inFlight.Select(static begun => begun.Work));
            inFlight.RemoveAll(begun => begun.Work == ended);
            progress = progress.Plus(await ended);
        }

        context.SetCustomStatus(progress);
        return state with { NextPartition = next, Progress = progress };
    }

    private static Task<SynthesisProgress> StartPartition(TaskOrchestrationContext context, SynthesisState state, int partition) =>
        context.CallSubOrchestratorAsync<SynthesisProgress>(
            nameof(SynthesizePartition),
            new PartitionReference(state.Request, state.Attempt, state.Plan!.Recipe, partition),
            new SubOrchestrationOptions { InstanceId = RunIds.Partition(state.Request.Run, state.Attempt, partition) });

    private static async Task<SynthesisResult?> CommitAsync(TaskOrchestrationContext context, SynthesisState state)
    {
        if (QuarantineExceeded(state) && !state.Request.Permissions.CommitAnyway) return await EndAsync(context, state, CommitOutcome.Outrun);

        context.SetCustomStatus(state.Progress with { Phase = "committing" });
        var outcome = await context.CallActivityAsync<CommitOutcome>(
            nameof(CommitDataset), new CommitRequest(state.Request, state.Attempt), Retries.Infrastructure);
        if (outcome.Version is not null) return await EndAsync(context, state, outcome);
        if (state.Attempts >= MostAttempts)
        {
            throw new PlanException("outrun", $"other runs committed to {state.Request.Out} {state.Attempts} times while this one worked: give the command again when they have ended");
        }

        context.ContinueAsNew(new SynthesisState { Request = state.Request, Attempts = state.Attempts, Reviewed = state.Reviewed });
        return null;
    }

    private static async Task<SynthesisResult> EndAsync(TaskOrchestrationContext context, SynthesisState state, CommitOutcome outcome)
    {
        var request = state.Request;
        var progress = state.Progress;
        var result = new SynthesisResult
        {
            Run = request.Run,
            Version = outcome.Version,
            Committed = outcome.Committed,
            Changes = outcome.Changes,
            Totals = progress with { Phase = "finished" },
            QuarantineExceeded = QuarantineExceeded(state),
            Superseded = progress.Superseded,
        };
        // What a run that did not commit has left is of use to whoever looks for the cause; the next run that commits leaves nothing.
        if (result.Version is not null) await context.CallActivityAsync<bool>(nameof(CollectRun), request, Retries.Infrastructure);
        if (state.Reviewed is { } reviewed)
        {
            // What was committed before the review still counts, where the review corrected nothing.
            if (!result.Committed && result.Version == reviewed.Version) result = result with { Committed = reviewed.Committed, Changes = reviewed.Changes };
        }
        else if (result.Version is not null && request.Options.AwaitReview && !result.QuarantineExceeded)
        {
            context.SetCustomStatus(progress with { Phase = SynthesisProgress.AwaitingReview });
            result = result with { ReviewPassed = await ReviewAsync(context, request.Options.ReviewTimeout) };
            if (result.ReviewPassed && request.Options.CommitVerdicts)
            {
                context.ContinueAsNew(new SynthesisState { Request = request, Reviewed = result });
                return result;
            }
        }

        if (request.Training is { } training && result is { Version: { } version, QuarantineExceeded: false, ReviewPassed: true, Totals.Written: > 0 })
        {
            context.SetCustomStatus(progress with { Phase = "training" });
            result = result with { Training = await TrainAsync(context, request, training, version) };
        }

        context.SetCustomStatus(result.Totals);
        return result;
    }

    private static bool QuarantineExceeded(SynthesisState state) =>
        state.Progress.Quarantined > state.Request.Options.MaxQuarantineShare * (state.Progress.Planned - state.Progress.Excluded);

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
