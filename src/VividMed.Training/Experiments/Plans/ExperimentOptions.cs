using System.Text.Json.Serialization;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Experiments.Plans;

/// <summary>How large an experiment is. All of it follows from these, the shards and the seed.</summary>
public sealed record ExperimentOptions
{
    /// <summary>The first of the seeds; each next one is one more.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Trainings of each arm.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>Steps of each training.</summary>
    public int Steps { get; init; } = 400;

    public int Batch { get; init; } = 8;

    public double LearningRate { get; init; } = TrainingOptions.UsualRate;

    /// <summary>Threads of the tensor library: one, since several trainings side by side are what a machine of many cores is for.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Most held-out studies that are measured.</summary>
    public int MostHeldOut { get; init; } = 1024;

    /// <summary>Draws of patients behind intervals.</summary>
    public int Resamples { get; init; } = 500;

    /// <summary>Every level of every lever, where an experiment has a short and a long form.</summary>
    public bool FullGrid { get; init; }

    /// <summary>Studies that each training of a comparison of modalities learns from; as many as the smaller modality has without it.</summary>
    public int? EqualStudies { get; init; }

    /// <summary>Findings that the heads are never shown, where an experiment holds some out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? Unseen { get; init; }

    /// <summary>The share of conversations that teach to call a localizer, where an experiment teaches it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? CallShare { get; init; }

    /// <summary>The share of calls that fail, where an experiment lets some.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? FailedCalls { get; init; }

    /// <summary>Half as wide as the usual one: it learns as much from a few hundred phantoms in a third of the time.</summary>
    public NetworkOptions Network { get; init; } = new(FlatSide: 64, VolumeSide: 32, VolumeDepth: 16, Width: 64);
}
