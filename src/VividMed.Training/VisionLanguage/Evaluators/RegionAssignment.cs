using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Losses;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Which box stands for which true region: one to one, the most overlap in all.</summary>
internal static class RegionAssignment
{
    /// <summary>Of each region the box and its IoU; null where there are fewer boxes than regions.</summary>
    public static List<(PlacedBox Box, double Overlap)?> Of(IReadOnlyList<PlacedBox> boxes, IReadOnlyList<RegionTarget> regions)
    {
        var cost = new double[boxes.Count, regions.Count];
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var r = 0; r < regions.Count; r++) cost[i, r] = 1 - BoxMath.IoU(boxes[i].Box, regions[r].Box);
        }

        return [.. Assignment.Solve(cost).Select((box, region) => box < 0 ? ((PlacedBox, double)?)null : (boxes[box], 1 - cost[box, region]))];
    }
}
