using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Train;

namespace VividMed.Workflows.Orchestrations;

/// <summary>
/// The three training stages one after the other, then the evaluation. Each stage resumes from its last checkpoint when it is tried again.
/// </summary>
[DurableTask(nameof(TrainOnVersions))]
public sealed class TrainOnVersions : TaskOrchestrator<TrainingJob, TrainingResult>
{
    public override async Task<TrainingResult> RunAsync(TaskOrchestrationContext context, TrainingJob input)
    {
        var stages = new List<StageTraining>();
        foreach (var stage in input.Training.Stages)
        {
            context.SetCustomStatus($"training stage {stage}");
            var job = new TrainingStageJob(input, stage);
            stages.Add(await context.CallActivityAsync<StageTraining>(nameof(TrainModel), job, Retries.Infrastructure));
        }

        context.SetCustomStatus("evaluating");
        var evaluation = await context.CallActivityAsync<EvaluationReport>(nameof(EvaluateModel), input, Retries.Infrastructure);
        context.SetCustomStatus("finished");
        return new TrainingResult(stages, evaluation);
    }
}
