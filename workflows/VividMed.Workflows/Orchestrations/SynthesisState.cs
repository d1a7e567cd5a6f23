using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Orchestrations;

/// <summary>What <see cref="SynthesizeDataset"/> carries from one page of partitions to the next. A fresh run has no plan yet.</summary>
public sealed record SynthesisState
{
    public required SynthesisRequest Request { get; init; }

    public PlanSummary? Plan { get; init; }

    public int NextPartition { get; init; }

    public SynthesisProgress Progress { get; init; } = SynthesisProgress.None;
}
