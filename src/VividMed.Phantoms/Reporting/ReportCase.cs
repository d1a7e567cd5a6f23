using VividMed.Taxonomy;

namespace VividMed.Phantoms.Reporting;

/// <summary>
/// What a report has to say: the findings that the images show, each with the lobe or structure that holds it. <paramref name="pixelMm"/> is the
/// side of a pixel (of an axial slice's, for a CT) in mm.
/// </summary>
internal sealed class ReportCase(IReadOnlyList<PhantomRegion> findings, double pixelMm)
{
    public bool Shows(string target) => findings.Any(finding => finding.Target == target);

    public bool Shows(string target, Side side) => findings.Any(finding => finding.Target == target && finding.Side == side);

    public bool ShowsOn(Side side) => findings.Any(finding => finding.Side == side);

    /// <summary>
    /// Target by target in a fixed order: once with side Both where a report may speak of both sides together, else side by side.
    /// </summary>
    public IEnumerable<ReportedFinding> Mentions(PhantomRandom random)
    {
        foreach (var group in findings.GroupBy(static finding => finding.Target))
        {
            var sides = group.GroupBy(static finding => finding.Side).OrderBy(static side => side.Key).Select(Reported).ToArray();
            if (sides.Length == 2 && group.Key is ("pleural effusion" or "atelectasis" or "pleural thickening") && random.Chance(0.6))
            {
                yield return new ReportedFinding(group.Key, Side.Both, null, 2, 0);
            }
            else foreach (var finding in sides) yield return finding;
        }
    }

    /// <summary>A sided target that is nowhere in the images: safe to speak of as gone or as possible.</summary>
    public (string Target, Side Side)? Missing(PhantomRandom random, params string[] targets)
    {
        var missing = targets.Where(target => !Shows(target)).ToArray();
        return missing.Length == 0 ? null : (random.Pick(missing), random.PickSide());
    }

    private ReportedFinding Reported(IGrouping<Side, PhantomRegion> side)
    {
        var regions = side.ToArray();
        var size = regions.Max(static region => Math.Min(region.Box.X1 - region.Box.X0, region.Box.Y1 - region.Box.Y0));
        return new ReportedFinding(
            regions[0].Target, side.Key, regions.Length == 1 ? regions[0].Location : null, regions.Length, Math.Round(size * pixelMm));
    }
}

/// <summary>
/// One thing to report: so many regions of a target on a side. <paramref name="SizeMm"/> is the shorter side of the largest one's box in whole
/// mm, 0 where both sides are spoken of together.
/// </summary>
internal readonly record struct ReportedFinding(string Target, Side Side, string? Location, int Count, double SizeMm);
