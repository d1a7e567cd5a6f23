using VividMed.Taxonomy;

namespace VividMed.Phantoms.Reporting;

/// <summary>What a report has to say: the findings that the images show, each with the lobe or structure that holds it.</summary>
internal sealed class ReportCase(IReadOnlyList<PhantomRegion> findings)
{
    public bool Shows(string target) => findings.Any(finding => finding.Target == target);

    public bool Shows(string target, Side side) => findings.Any(finding => finding.Target == target && finding.Side == side);

    public bool ShowsOn(Side side) => findings.Any(finding => finding.Side == side);

    /// <summary>
    /// Target by target in a fixed order: once with side Both where a report may speak of both sides together, else side by side.
    /// </summary>
    public IEnumerable<(string Target, Side Side, string? Location)> Mentions(PhantomRandom random)
    {
        foreach (var group in findings.DistinctBy(static finding => (finding.Target, finding.Side)).GroupBy(static finding => finding.Target))
        {
            var sides = group.OrderBy(static finding => finding.Side).ToArray();
            if (sides.Length == 2 && group.Key is ("pleural effusion" or "atelectasis" or "pleural thickening") && random.Chance(0.6))
            {
                yield return (group.Key, Side.Both, null);
            }
            else foreach (var finding in sides) yield return (finding.Target, finding.Side, finding.Location);
        }
    }

    /// <summary>A sided target that is nowhere in the images: safe to speak of as gone or as possible.</summary>
    public (string Target, Side Side)? Missing(PhantomRandom random, params string[] targets)
    {
        var missing = targets.Where(target => !Shows(target)).ToArray();
        return missing.Length == 0 ? null : (random.Pick(missing), random.PickSide());
    }
}
