using VividMed.Imaging;
using VividMed.Reports;

namespace VividMed.Grounding;

/// <summary>The taxonomy's simple rules on what a region must look like.</summary>
internal static class PlausibilityChecks
{
    /// <summary>Size as a share of the image: area of a box, voxels of a mask. Null where the taxonomy sets no limits.</summary>
    public static bool? Size(Target target, SampleImage image, Located located)
    {
        if (target.Plausibility is not { MinRelativeSize: { } smallest, MaxRelativeSize: { } largest }) return null;
        var size = located.Mask?.Count() ?? located.Box.Volume;
        var share = size / ((double)image.Width * image.Height * image.Depth);
        // The limits are areas on a radiograph; a volume's finding is compared by the cube of the same extent.
        var (least, most) = image.Depth > 1 ? (Math.Pow(smallest, 1.5), Math.Sqrt(largest)) : (smallest, largest);
        return share >= least && share <= most;
    }

    /// <summary>Whether the region touches one of the anatomies that it must; null where none of them was localised in this image.</summary>
    public static bool? Anatomy(Target target, Located located, IReadOnlyList<Candidate> candidates)
    {
        bool? touches = null;
        foreach (var candidate in candidates)
        {
            if (candidate.Image != located.Candidate.Image || candidate == located.Candidate) continue;
            if (target.Plausibility?.Anatomy?.Contains(candidate.Target, StringComparer.Ordinal) != true) continue;
            touches = touches == true || Touches(located.Box, candidate.Box);
        }

        return touches;
    }

    private static bool Touches(Box a, Box b) => a.X0 <= b.X1 && b.X0 <= a.X1 && a.Y0 <= b.Y1 && b.Y0 <= a.Y1 && a.Z0 <= b.Z1 && b.Z0 <= a.Z1;
}
