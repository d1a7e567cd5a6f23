using VividMed.Workflows.Ground;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Recipes;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tag;
using VividMed.Workflows.Write;

namespace VividMed.Workflows.Orchestrations;

/// <summary>
/// One partition through its four stages. Its custom status tells the stage counts while it runs; its output is the same counts.
/// </summary>
[DurableTask(nameof(SynthesizePartition))]
public sealed class SynthesizePartition : TaskOrchestrator<PartitionReference, SynthesisProgress>
{
    public override async Task<SynthesisProgress> RunAsync(TaskOrchestrationContext context, PartitionReference input)
    {
        try
        {
            return await WorkAsync(context, input);
        }
        catch (TaskFailedException stopped) when (stopped.FailureDetails.IsCausedBy<RecipeChangedException>() || stopped.FailureDetails.IsCausedBy<StaleWorkerException>())
        {
            return SynthesisProgress.None with { Superseded = stopped.FailureDetails.ErrorMessage };
        }
    }

    private static async Task<SynthesisProgress> WorkAsync(TaskOrchestrationContext context, PartitionReference input)
    {
        var progress = SynthesisProgress.None with { Phase = "tagging" };
        context.SetCustomStatus(progress);

        var tagged = await context.CallActivityAsync<StageResult>(nameof(TagReports), input, Retries.Infrastructure);
        progress = progress with { Phase = "localizing", Tagged = tagged.Done, Quarantined = tagged.Quarantined };
        context.SetCustomStatus(progress);

        var localized = await context.CallActivityAsync<StageResult>(nameof(LocalizeStudies), input, Retries.Infrastructure);
        progress = progress with
        {
            Phase = "grounding",
            Localized = localized.Done,
            Quarantined = progress.Quarantined + localized.Quarantined,
            Inference = localized.Inference ?? new(),
        };
        context.SetCustomStatus(progress);

        var grounded = await context.CallActivityAsync<StageResult>(nameof(GroundFindings), input, Retries.Infrastructure);
        progress = progress with { Phase = "writing", Grounded = grounded.Done, Quarantined = progress.Quarantined + grounded.Quarantined };
        context.SetCustomStatus(progress);

        var written = await context.CallActivityAsync<StageResult>(nameof(WriteBucket), input, Retries.Infrastructure);
        progress = progress with
        {
            Phase = "finished",
            Written = written.Done,
            Quarantined = written.Quarantined,
            Reasons = written.Reasons ?? progress.Reasons,
            PartitionsDone = 1,
        };
        context.SetCustomStatus(progress);
        return progress;
    }
}
