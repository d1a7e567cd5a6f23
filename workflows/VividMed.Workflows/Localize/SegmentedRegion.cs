using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Inference;

namespace VividMed.Workflows;

/// <summary>A label's result as the cache keeps it; no box means that nothing was found.</summary>
internal sealed record SegmentedRegion(string Target, Laterality Side, Box? Box, RunLengthMask Mask, double Score)
{
    public static SegmentedRegion From(Segmentation found) =>
        new(found.Target, found.Side, found.Mask.Bounds(), RunLengthMask.Encode(found.Mask), found.Score);

    /// <summary>What grounding gets to see, or null where nothing was found.</summary>
    public Candidate? ToCandidate(int image, string model) =>
        Box is { } box ? new Candidate(image, Target, Sides.From(Side), box, Mask, Score, model) : null;
}
