using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Orchestrations;

/// <summary>What <see cref="SynthesizeDataset"/> carries from one page of partitions to the next. A fresh run has no plan yet.</summary>
public sealed record SynthesisState
{
    /// <summary>The same on every page.</summary>
    public required SynthesisRequest Request { get; init; }

    /// <summary>Null until the run is planned.</summary>
    public PlanSummary? Plan { get; init; }

    /// <summary>Names the plan's files: a run that lost the race for its version plans again and shares none of them.</summary>
    public string Attempt { get; init; } = "";

    /// <summary>How often the run has planned.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// How the run ended before its review was passed; set once it was, while the run brings the dataset to the present with the verdicts.
    /// </summary>
    public SynthesisResult? Reviewed { get; init; }

    /// <summary>The first index that no page has taken yet.</summary>
    public int NextPartition { get; init; }

    /// <summary>What the finished pages did, which the run's status goes on from.</summary>
    public SynthesisProgress Progress { get; init; } = SynthesisProgress.None;
}
