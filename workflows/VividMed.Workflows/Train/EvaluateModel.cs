using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Evaluators;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Train;

/// <summary>Measures the finished model on held-out studies and writes the figures beside its weights.</summary>
[DurableTask(nameof(EvaluateModel))]
public sealed class EvaluateModel(PipelineEnvironment environment) : TaskActivity<TrainingJob, EvaluationReport>
{
    public override Task<EvaluationReport> RunAsync(TaskActivityContext context, TrainingJob input) =>
        new ModelEvaluator().EvaluateAsync(
            environment.Stores.OpenVersions(input), environment.Stores.Open(input.Out), input.ModelFolder,
            cancellationToken: environment.Stopping);
}
