using VividMed.Grounding;
using VividMed.Inference;

namespace VividMed.Workflows;

/// <summary>A radiograph: a tensor for each model that has not seen it yet, and what each has found.</summary>
internal sealed class RadiographWork(SampleImage facts) : ImageWork(facts)
{
    public PreparedRadiograph? ForDetector { get; init; }

    public PreparedRadiograph? ForAnatomy { get; init; }

    public IReadOnlyList<DetectedBox>? Found { get; set; }

    /// <summary>Null where no model outlines anatomy.</summary>
    public IReadOnlyList<SegmentedRegion>? Outlined { get; set; }

    public PendingSegmentation? Outlining { get; set; }

    public override bool NeedsDevice => ForDetector is not null || ForAnatomy is not null;

    public override void Dispose()
    {
        ForDetector?.Dispose();
        ForAnatomy?.Dispose();
        Outlining?.Dispose();
    }
}
