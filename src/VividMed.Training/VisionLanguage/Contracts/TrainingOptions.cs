namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>
/// How to train. Stage 1 is grounding (which targets are there, and where), 2 instruction tuning (questions and plain reports),
/// 3 alignment on grounded reports. Everything that happens is a function of these options and the shards.
/// </summary>
public sealed record TrainingOptions
{
    /// <summary>Any of 1, 2 and 3, none twice; trained in rising order, whatever the order here.</summary>
    public IReadOnlyList<int> Stages { get; init; } = [1, 2, 3];

    /// <summary>Optimizer steps of each stage.</summary>
    public int StepsPerStage { get; init; } = 150;

    /// <summary>Studies a step, all of one kind of grid.</summary>
    public int Batch { get; init; } = 8;

    /// <summary>Of the first weights and of every step's draws.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// False trains the language alone, for comparison: stage 1 asks without pointing, stage 3 reads reports without phrases.
    /// </summary>
    public bool Grounding { get; init; } = true;

    /// <summary>Peak of the cosine schedule.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>In steps: what a killed training does again at most. It does not change what is learned.</summary>
    public int CheckpointEvery { get; init; } = 50;

    /// <summary>Threads of the tensor library: part of what makes two runs bit-equal.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Most studies of a split that are held in memory, spread evenly over its shards.</summary>
    public int MaxStudies { get; init; } = 4096;

    /// <summary>Most held-out studies that are evaluated before and after.</summary>
    public int EvaluationStudies { get; init; } = 64;

    public NetworkOptions Network { get; init; } = new();
}

/// <summary>
/// The miniature's size. Grids are what images are resized to (multiples of 8): a radiograph is one slice of FlatSide x FlatSide,
/// a CT is VolumeDepth slices of VolumeSide x VolumeSide; the defaults give 144 and 32 image tokens.
/// </summary>
public sealed record NetworkOptions(
    int FlatSide = 96,
    int VolumeSide = 32,
    int VolumeDepth = 16,
    int Width = 96,
    int Layers = 2,
    int Heads = 4,
    int MaxTokens = 192,
    int MaxWords = 4096);
