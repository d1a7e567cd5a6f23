namespace VividMed.Workflows;

/// <summary>One stage of a training job.</summary>
public sealed record TrainingStageJob(TrainingJob Job, int Stage);
