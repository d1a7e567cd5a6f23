namespace VividMed.Workflows;

/// <summary>What to train on, and the store and run below whose <c>models/</c> folder checkpoints go.</summary>
public sealed record TrainingJob(string Run, IReadOnlyList<VersionReference> Versions, string Out, TrainingRequest Training)
{
    /// <summary>Where the model's blobs go.</summary>
    public string ModelFolder => $"models/{Run}";
}
