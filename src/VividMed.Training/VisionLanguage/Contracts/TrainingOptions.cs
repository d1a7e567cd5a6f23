using System.Text.Json.Serialization;
using VividMed.Grounding;

namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>
/// How to train. Stage 1 is grounding (which targets are there, and where), 2 instruction tuning (questions and plain reports),
/// 3 alignment on grounded reports. Everything that happens is a function of these options and the shards.
/// </summary>
public sealed record TrainingOptions
{
    /// <summary>What a network learns from nothing with.</summary>
    public const double UsualRate = 2e-3;

    /// <summary>What a trained one is led on with, so that it does not forget.</summary>
    public const double AlignmentRate = 1e-4;

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

    /// <summary>True writes phrases with their signs and teaches nobody where they lie, for comparison. It leaves the heads as they were.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WordsOnly { get; init; }

    /// <summary>Peak of the cosine schedule.</summary>
    public double LearningRate { get; init; } = UsualRate;

    /// <summary>In steps: what a killed training does again at most. It does not change what is learned.</summary>
    public int CheckpointEvery { get; init; } = 50;

    /// <summary>In steps: how often held-out studies are measured in mid-course; 0 only before and after.</summary>
    public int EvaluateEvery { get; init; }

    /// <summary>A stage ends early when so many measurements one after the other have not found places better than before; 0 never.</summary>
    public int Patience { get; init; }

    /// <summary>Threads of the tensor library: part of what makes two runs bit-equal.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Studies that are shuffled together at least; whole shards are.</summary>
    public int Window { get; init; } = 512;

    /// <summary>Bytes of prepared studies that are kept for the next epoch. It does not change what is learned.</summary>
    public long CacheBytes { get; init; } = 1L << 30;

    /// <summary>How many studies the vocabulary and the list of targets are learned from, about.</summary>
    public int LanguageStudies { get; init; } = 20_000;

    /// <summary>How often a volume is seen for each radiograph, as VividMed weighs them (arXiv 2410.12694).</summary>
    public double VolumeWeight { get; init; } = 1.5;

    /// <summary>The share of studies that are seen in a mirror, image and words together; 0 shows all as they are.</summary>
    public double MirroredShare { get; init; }

    /// <summary>Regions of a lower grade are not pointed at, nor held against the model.</summary>
    public Grade LeastGrade { get; init; } = Grade.C;

    /// <summary>What else targets are called, by their ids: they are asked for by these names too. None: by their ids alone.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> OtherNames { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Most held-out studies that are evaluated before and after.</summary>
    public int EvaluationStudies { get; init; } = 64;

    /// <summary>The network's size; with a base, the base's.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>Stages 2 and 3 then teach the decoder by changes of low rank; null teaches all weights in every stage.</summary>
    public LowRankOptions? LowRank { get; init; }

    /// <summary>A trained model to go on from; null begins with random weights.</summary>
    [JsonIgnore]
    public ModelSource? Base { get; init; }
}

/// <summary>The rank of what a layer's change is made of, and its loudness: VividMed has 64 and 8 (arXiv 2410.12694).</summary>
public sealed record LowRankOptions(int Rank, double Alpha = 8);

/// <summary>
/// The miniature's size. Grids are what images are resized to (multiples of 8): a radiograph is one slice of FlatSide x FlatSide,
/// a CT is VolumeDepth slices of VolumeSide x VolumeSide; a quarter of either is what the language looks at, 576 and 600 places by default.
/// Detail is how many voxels of what is seen a cell of the grid has along each axis, 1 or 2.
/// </summary>
public sealed record NetworkOptions(
    int FlatSide = 96,
    int VolumeSide = 40,
    int VolumeDepth = 24,
    int Width = 96,
    int Layers = 2,
    int Heads = 4,
    int MaxTokens = 192,
    int MaxWords = 4096,
    int Detail = 2);
