using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Workflows.Requests;

/// <summary>The chained training: which stages (1 grounding, 2 language, 3 grounded reports), how many steps each, and the seed.</summary>
public sealed record TrainingRequest
{
    /// <summary>Trained in this order, an activity each.</summary>
    public IReadOnlyList<int> Stages { get; init; } = [1, 2, 3];

    /// <summary>Optimizer steps.</summary>
    public int StepsPerStage { get; init; } = 200;

    /// <summary>Of the first weights and of every step's draws.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A trained model to go on from; null begins with random weights.</summary>
    public ModelReference? Base { get; init; }

    /// <summary>Peak of each stage's cosine; null takes what suits: less where a base is not to be forgotten.</summary>
    public double? LearningRate { get; init; }
}

/// <summary>A trained model: its store, and the folder of its network, vocabulary and weights in it.</summary>
public sealed record ModelReference(string Store, string Folder)
{
    /// <summary>The model in a folder of the file system or below a container's address.</summary>
    public static ModelReference Parse(string address)
    {
        var trimmed = address.TrimEnd('/', '\\');
        var at = trimmed.LastIndexOfAny(['/', '\\']);
        return at < 0 ? new(".", trimmed) : new(trimmed[..at], trimmed[(at + 1)..]);
    }
}

/// <summary>What the stages reached, and the evaluation of the finished model.</summary>
public sealed record TrainingResult(IReadOnlyList<StageTraining> Stages, EvaluationReport Evaluation)
{
    /// <summary>Mean loss of the first steps of the first stage.</summary>
    public double LossBefore => Stages[0].LossBefore;

    /// <summary>Mean loss of the last steps of the last stage.</summary>
    public double LossAfter => Stages[^1].LossAfter;
}

/// <summary>One stage: mean loss of its first and last steps, held-out metrics before and after it, and where its weights lie.</summary>
public sealed record StageTraining(
    int Stage, int Steps, double LossBefore, double LossAfter, EvaluationReport Before, EvaluationReport After, string Weights);

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
