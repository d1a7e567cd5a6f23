using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Train;

/// <summary>
/// Trains one stage on the committed versions. Tried again, it resumes from its last checkpoint; a finished stage is not trained twice.
/// </summary>
[DurableTask(nameof(TrainModel))]
public sealed class TrainModel(PipelineEnvironment environment) : TaskActivity<TrainingStageJob, StageTraining>
{
    public override async Task<StageTraining> RunAsync(TaskActivityContext context, TrainingStageJob input)
    {
        var (job, stage) = input;
        var training = job.Training;
        var model = training.Base is { } reference ? new ModelSource(environment.Stores.Open(reference.Store), reference.Folder) : null;
        var options = new TrainingOptions
        {
            Stages = [stage],
            StepsPerStage = training.StepsPerStage,
            Seed = training.Seed,
            Base = model,
            LearningRate = training.LearningRate ?? (model is null ? TrainingOptions.UsualRate : TrainingOptions.AlignmentRate),
        };
        var report = await new VividMedTrainer().TrainAsync(
            environment.Stores.OpenVersions(job), options, environment.Stores.Open(job.Out), job.ModelFolder, progress: null,
            environment.Stopping);
        var trained = report.Stages.Single();
        return new StageTraining(stage, trained.Steps, trained.LossBefore, trained.LossAfter, report.Before, report.After, trained.Weights);
    }
}
