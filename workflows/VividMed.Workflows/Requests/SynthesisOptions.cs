using VividMed.Reports.Llm;

namespace VividMed.Workflows.Requests;

/// <summary>
/// How a run works. <see cref="Detector"/>, <see cref="Segmenter"/>, <see cref="MrSegmenter"/> and <see cref="RadiographSegmenter"/> name models in the models folder.
/// </summary>
public sealed record SynthesisOptions
{
    /// <summary>The miniature that outlines lungs, heart and their neighbors on synthetic radiographs.</summary>
    public const string MiniatureAnatomy = "phantom-cxas-mini";

    public const int LargestPartition = 4_096;

    /// <summary>More at a time would wait for each other in the same few places.</summary>
    public const int MostInFlight = 1_024;

    /// <summary>Finds abnormalities on radiographs; not used for CT.</summary>
    public string Detector { get; init; } = "phantom-dino-mini";

    /// <summary>Outlines targets in CT; not used for radiographs.</summary>
    public string Segmenter { get; init; } = "phantom-sat-mini";

    /// <summary>Outlines targets in MR; used for nothing else.</summary>
    public string MrSegmenter { get; init; } = "phantom-mr-mini";

    /// <summary>The language model that tags reports; null: the rules do.</summary>
    public LlmChoice? Llm { get; init; }

    /// <summary>Outlines anatomy on radiographs; empty for none, as the paper has it.</summary>
    public string RadiographSegmenter { get; init; } = "";

    /// <summary>
    /// Records say how images were taken (device, tube, kernel, slice thickness) as far as the source does; false leaves that out.
    /// </summary>
    public bool Acquisition { get; init; } = true;

    /// <summary>
    /// Set to run no model at all and account so many milliseconds of a device for each image instead: to measure everything else.
    /// </summary>
    public double? SimulatedMilliseconds { get; init; }

    /// <summary>What the cache of model results may grow to, in bytes; null without limit.</summary>
    public long? CacheLimitBytes { get; init; }

    /// <summary>Studies of a new bucket, and so of a shard, 1 to 4,096; buckets that stand stay as they are.</summary>
    public int PartitionSize { get; init; } = 64;

    /// <summary>Partitions worked on at the same time.</summary>
    public int MaxPartitionsInFlight { get; init; } = 4;

    /// <summary>The share of planned studies, 0 to 1, above which a run commits nothing and asks for a look.</summary>
    public double MaxQuarantineShare { get; init; } = 0.05;

    /// <summary>Waits after the commit for the external event <c>ReviewApproved</c>, at most <see cref="ReviewTimeout"/>.</summary>
    public bool AwaitReview { get; init; }

    /// <summary>
    /// A passed review commits the dataset once more with the verdicts that were handed in, and training uses that version. Runs of earlier
    /// programs do not have it and train on what they had committed.
    /// </summary>
    public bool CommitVerdicts { get; init; }

    /// <summary>How long a review is waited for; then the run ends without training, its version committed all the same.</summary>
    public TimeSpan ReviewTimeout { get; init; } = TimeSpan.FromDays(7);
}

/// <summary>
/// The language model that tags a run's reports: the base address of an OpenAI-compatible API as the workers reach it, and the model's
/// name there.
/// </summary>
public sealed record LlmChoice(string Endpoint, string Model)
{
    /// <summary>Which sentences it reads.</summary>
    public LlmScope Scope { get; init; }
}
