using VividMed.Imaging.Masks;

namespace VividMed.Grounding.Alignment;

/// <summary>Whether two regions show one and the same place of an image.</summary>
internal static class RegionOverlap
{
    /// <summary>From this share of the union, or of the smaller mask, on.</summary>
    private const double Least = 0.5;

    public static bool AreOne(Region a, Region b)
    {
        if (a.Image != b.Image || a.TargetKind != b.TargetKind) return false;
        if (a.Mask is null || b.Mask is null) return a.Box.IoU(b.Box) >= Least;
        var smaller = Math.Min(a.Mask.Count(), b.Mask.Count());
        return MaskOverlap.Shared(a.Mask.Decode(), b.Mask.Decode()) >= Least * smaller;
    }
}
