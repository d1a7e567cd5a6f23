using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Inference;

namespace VividMed.Workflows;

/// <summary>A volume in a model's grid, with the prompts that nobody asked of it before; its own voxels are gone.</summary>
internal sealed class VolumeWork(SampleImage facts) : ImageWork(facts)
{
    /// <summary>The grid that masks are to be on.</summary>
    public required VolumeGrid Grid { get; init; }

    /// <summary>What the report asks for.</summary>
    public required IReadOnlyList<SegmentationPrompt> Prompts { get; init; }

    public required Dictionary<SegmentationPrompt, SegmentedRegion> Found { get; init; }

    public required IReadOnlyList<SegmentationPrompt> Missing { get; init; }

    public PreparedVolume? Prepared { get; set; }

    public PendingSegmentation? Outlining { get; set; }

    public override bool NeedsDevice => Missing.Count > 0;

    public override void Dispose()
    {
        Outlining?.Dispose();
        Prepared = null;
    }
}
