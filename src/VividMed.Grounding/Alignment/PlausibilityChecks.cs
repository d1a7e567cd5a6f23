using VividMed.Grounding.Anatomy;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Alignment;

/// <summary>
/// What a region of a target must look like, and what the phrase says of it. A check that cannot be decided (the lungs were not found, the
/// report states no size) is left out. A finding of an impossible size is none; every other failure costs the grade.
/// </summary>
internal static class PlausibilityChecks
{
    /// <summary>A parenchymal finding lies at least by this share in the lung field.</summary>
    private const double ShareInField = 0.5;

    /// <summary>How far the lung field is widened, as a share of its width: outlines end where a finding begins.</summary>
    private const double FieldMargin = 0.04;

    /// <summary>A heart lies by this share within the thorax.</summary>
    private const double HeartInThorax = 0.6;

    /// <summary>An anteroposterior view magnifies the heart by about a tenth.</summary>
    private const double AnteroposteriorMargin = 0.05;

    /// <summary>Free fluid reaches this part of the lung's height from below, or of its depth from behind.</summary>
    private const double Dependent = 0.4;

    /// <summary>
    /// A stated extent and the measured one agree within this factor: readers measure in one plane, boxes include margins.
    /// </summary>
    private const double SizeFactor = 2;

    /// <summary>Adds the outcomes to the region's checks; false where it is no such finding at all.</summary>
    public static bool Apply(
        Target target, SampleImage image, RegionProposal located, Thorax thorax, IReadOnlyList<Candidate> candidates,
        FindingAttributes stated)
    {
        var rule = target.Plausibility;
        var place = thorax.Frame.Of(located.Box);
        var possible = Size(target, image, located, thorax.Frame);
        located.Add(Checks.Size, possible);
        if (rule is not null) Heart(rule, located, place, image, thorax);
        if (target.Kind == FindingKind.Anatomy) return true;
        located.Add(Checks.Anatomy, Anatomy(rule, located, place, thorax, candidates));
        if (rule?.Border is not null) located.Add(Checks.Border, Border(place, located, thorax));
        if (rule?.Zone == LungThird.Base) located.Add(Checks.Base, Fluid(place, located, thorax));
        located.Add(Checks.Zone, InZone(stated.Zone, thorax.Depth(located.Box)));
        if (rule?.StatedSize == true) located.Add(Checks.StatedSize, StatedSize(stated.SizeMm, located, place, thorax.Frame));
        return possible != false;
    }

    /// <summary>Whether a lung depth (0 apex, 1 base) may be called by the zone's name; null where either is unknown.</summary>
    public static bool? InZone(LungZone zone, double? depth) => (zone, depth) switch
    {
        (LungZone.None, _) or (_, null) => null,
        (LungZone.Upper, var at) => at < 0.62,
        (LungZone.Middle, var at) => at is > 0.2 and < 0.85,
        (_, var at) => at > 0.38,
    };

    /// <summary>Whether a lung depth lies in the very third that the zone is called after.</summary>
    public static bool InThird(LungZone zone, double depth) => zone switch
    {
        LungZone.Upper => depth < 1 / 3d,
        LungZone.Middle => depth is >= 1 / 3d and <= 2 / 3d,
        _ => depth > 2 / 3d,
    };

    /// <summary>
    /// The region's extent in millimeters: of a mask the diameter of the ball of its volume, else the mean side of the box.
    /// </summary>
    public static double Extent(RegionProposal located, BodyFrame frame)
    {
        if (located.Mask is not { } mask || frame.IsFlat) return Mean(frame.Of(located.Box));
        return Math.Cbrt(6 * mask.Count() * frame.VoxelVolume / Math.PI);

        static double Mean(BodyBox box) => (box.Width + box.Height) / 2;
    }

    private static bool? Size(Target target, SampleImage image, RegionProposal located, BodyFrame frame)
    {
        if (target.Plausibility is not { } rule) return null;
        if (!frame.IsFlat)
        {
            if (located.Mask is not { } mask || !frame.IsMetric || (rule.MinMillilitres ?? rule.MaxMillilitres) is null) return null;
            var milliliters = mask.Count() * frame.VoxelVolume / 1000;
            return milliliters >= (rule.MinMillilitres ?? 0) && milliliters <= (rule.MaxMillilitres ?? double.MaxValue);
        }

        if ((rule.MinRelativeSize ?? rule.MaxRelativeSize) is null) return null;
        var share = (located.Mask?.Count() ?? located.Box.Volume) / ((double)image.Width * image.Height);
        return share >= (rule.MinRelativeSize ?? 0) && share <= (rule.MaxRelativeSize ?? 1);
    }

    /// <summary>A finding of the lung lies in the lung field, another one touches the anatomy that it belongs to.</summary>
    private static bool? Anatomy(
        Plausibility? rule, RegionProposal located, BodyBox place, Thorax thorax, IReadOnlyList<Candidate> candidates)
    {
        if (rule?.Anatomy is not { } anatomy) return null;
        if (rule.Border is null && anatomy.Count == 1 && anatomy[0] == Thorax.Lung)
        {
            return thorax.Lungs is { } lungs ? place.ShareIn(lungs.Grow(FieldMargin * lungs.Width)) >= ShareInField : null;
        }

        bool? touches = null;
        foreach (var candidate in candidates)
        {
            if (candidate.Image != located.Candidate.Image || candidate == located.Candidate || !anatomy.Contains(candidate.Target, StringComparer.Ordinal)) continue;
            var other = thorax.Frame.Of(candidate.Box);
            touches = touches == true || other.Grow(FieldMargin * other.Width).Touches(place);
        }

        return touches;
    }

    /// <summary>What lies in the pleura reaches the border of its lung: chest wall, diaphragm or apex.</summary>
    private static bool? Border(BodyBox place, RegionProposal located, Thorax thorax)
    {
        if (thorax.LungOf(located.Box) is not { Height: > 0, Width: > 0 } lung) return null;
        var margin = FieldMargin * lung.Width;
        return place.R0 <= lung.R0 + margin || place.R1 >= lung.R1 - margin || place.S0 <= lung.S0 + margin || place.S1 >= lung.S1 - margin
            || (!thorax.Frame.IsFlat && (place.A0 <= lung.A0 + margin || place.A1 >= lung.A1 - margin));
    }

    /// <summary>Free fluid sinks: it reaches the base of its lung, the back of it in a volume, or stands along the chest wall.</summary>
    private static bool? Fluid(BodyBox place, RegionProposal located, Thorax thorax)
    {
        if (!thorax.Frame.TellsSides || thorax.LungOf(located.Box) is not { Height: > 0 } lung) return null;
        var margin = FieldMargin * lung.Width;
        return place.S0 <= lung.S0 + (Dependent * lung.Height)
            || (!thorax.Frame.IsFlat && place.A0 <= lung.A0 + (Dependent * (lung.A1 - lung.A0)))
            || place.R0 <= lung.R0 + margin || place.R1 >= lung.R1 - margin;
    }

    /// <summary>The heart lies within the thorax and takes a share of its width that the target allows.</summary>
    private static void Heart(Plausibility rule, RegionProposal located, BodyBox place, SampleImage image, Thorax thorax)
    {
        if ((rule.MinCardiothoracicRatio ?? rule.MaxCardiothoracicRatio) is null || thorax.Lungs is not { Width: > 0 } lungs || !thorax.Frame.TellsSides) return;
        var ratio = place.Width / lungs.Width;
        var magnified = image.View.StartsWith("AP", StringComparison.OrdinalIgnoreCase) ? AnteroposteriorMargin : 0;
        located.Add(Checks.Place, place.ShareIn(lungs.Grow(FieldMargin * lungs.Width)) >= HeartInThorax);
        located.Add(
            Checks.CardiothoracicRatio,
            ratio >= (rule.MinCardiothoracicRatio ?? 0) + magnified && ratio <= (rule.MaxCardiothoracicRatio ?? 1) + magnified);
    }

    private static bool? StatedSize(double? millimeters, RegionProposal located, BodyBox place, BodyFrame frame)
    {
        if (millimeters is not { } stated || !frame.IsMetric) return null;
        var extents = (Span<double>)[Extent(located, frame), Math.Max(place.Width, place.Height)];
        foreach (var extent in extents)
        {
            if (extent <= SizeFactor * stated && stated <= SizeFactor * extent) return true;
        }

        return false;
    }
}
