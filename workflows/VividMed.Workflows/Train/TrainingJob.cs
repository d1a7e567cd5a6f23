namespace VividMed.Workflows;

/// <summary>What to train on, and the store and run below whose <c>models/</c> folder checkpoints go.</summary>
public sealed record TrainingJob(string Run, IReadOnlyList<VersionReference> Versions, string Out, TrainingRequest Training)
{
    /// <summary>Where the model's blobs go.</summary>
    public string ModelFolder => $"models/{Run}";
}

/// <summary>One stage of a training job.</summary>
public sealed record TrainingStageJob(TrainingJob Job, int Stage);

/// <summary>A committed dataset version: the store and the folder of its manifest, such as <c>versions/0001</c>.</summary>
public sealed record VersionReference(string Store, string Version);
