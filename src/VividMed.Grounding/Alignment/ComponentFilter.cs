using System.Globalization;
using VividMed.Grounding.Anatomy;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Alignment;

/// <summary>
/// Keeps the connected parts of an abnormality's mask that lie on the phrase's side, in its stated anatomy, and are as many and as large as
/// it says.
/// </summary>
internal static class ComponentFilter
{
    private const double ShareInPlace = 0.5;

    /// <summary>Parts below this share of the largest one are stray where the phrase tells no number.</summary>
    private const double LeastShare = 0.02;

    /// <summary>
    /// The fitting parts: of a focal finding each is an instance with a mask and a box of its own, unless there are more than a phrase may have; of others
    /// they are one located mask. Reason is set instead where nothing fits: only specks, or only the other side.
    /// A stated place or level narrows the parts down but never removes all of them: then the check of it fails.
    /// </summary>
    public static (IReadOnlyList<RegionProposal> Kept, string? Reason) Keep(
        Candidate candidate, string key, Target target, Side side, Mask? place, FindingAttributes stated, Thorax thorax, GroundingOptions options)
    {
        var mask = candidate.Mask!.Decode();
        var parts = MaskComponent.Find(mask, options.MinimumComponentVoxels);
        if (parts.Count == 0) return ([], UngroundedReason.BelowThreshold);
        var focal = target.Plausibility?.StatedSize == true;
        var kept = parts;
        var checks = new List<string>();
        if (side is Side.Left or Side.Right)
        {
            kept = parts.FindAll(part => !Sides.Conflict(side, thorax.SideOf(part.Center)));
            if (kept.Count == 0) return ([], UngroundedReason.SideConflict);
            checks.Add(Checks.Outcome(Checks.Side, kept.TrueForAll(part => thorax.SideOf(part.Center) == side) ? true : null));
        }
        else if (side == Side.Both)
        {
            checks.Add(Checks.Outcome(Checks.Side, thorax.Frame.TellsSides ? parts.Select(part => thorax.SideOf(part.Center)).Where(static found => found != Side.None).Distinct().Count() == 2 : null));
        }

        if (place is not null)
        {
            var inside = kept.FindAll(part => part.ShareIn(place) >= ShareInPlace);
            checks.Add(Checks.Outcome(Checks.Place, inside.Count > 0));
            if (inside.Count > 0) kept = inside;
        }
        else
        {
            kept = AtLevel(kept, focal && stated.SizeMm is null, stated.Zone, thorax);
        }

        kept = Choose(kept, focal, stated, thorax.Frame);
        return focal && kept.Count <= options.MaximumRegionsPerPhrase
            ? ([.. kept.Select(part => Build(candidate, key, mask, [part], parts.Count, [.. checks]))], null)
            : ([Build(candidate, key, mask, kept, parts.Count, checks)], null);
    }

    /// <summary>
    /// The parts at the stated level of the lung where there are any; of focal parts whose size is not told those in that very third, for
    /// the level is all that tells one from another.
    /// </summary>
    private static List<MaskComponent> AtLevel(List<MaskComponent> parts, bool focal, LungZone zone, Thorax thorax)
    {
        if (zone == LungZone.None) return parts;
        var fitting = parts.FindAll(part => PlausibilityChecks.InZone(zone, thorax.Depth(Around(part))) == true);
        var nearest = focal ? fitting.FindAll(part => PlausibilityChecks.InThird(zone, thorax.Depth(Around(part))!.Value)) : [];
        return nearest.Count > 0 ? nearest : fitting.Count > 0 ? fitting : parts;

        static Box Around(MaskComponent part) => part.Center is var (x, y, z) ? new Box(x, y, z, x + 1, y + 1, z + 1) : default;
    }

    /// <summary>Of focal parts as many as are stated, those nearest in size first; of others all but the stray.</summary>
    private static List<MaskComponent> Choose(List<MaskComponent> parts, bool focal, FindingAttributes stated, BodyFrame frame)
    {
        if (!focal || stated.Most is not { } most)
        {
            var least = LeastShare * parts.Max(static part => part.Count);
            return parts.FindAll(part => focal || part.Count >= least);
        }

        var size = stated.SizeMm is { } millimeters && frame.IsMetric
            ? Math.PI / 6 * Math.Pow(millimeters, 3) / frame.VoxelVolume
            : (double?)null;
        return [.. parts
            .OrderBy(part => size is { } voxels ? Math.Abs(Math.Log(part.Count / voxels)) : -part.Count)
            .ThenBy(static part => part.Runs[0].Start)
            .Take(most)
            .OrderBy(static part => part.Runs[0].Start)];
    }

    private static RegionProposal Build(Candidate candidate, string key, Mask mask, List<MaskComponent> kept, int all, List<string> checks)
    {
        var part = new Mask(mask.Width, mask.Height, mask.Depth);
        foreach (var component in kept)
        {
            foreach (var (start, end) in component.Runs) part.SetRange(start, end);
        }

        var chosen = kept.Count == all
            ? "all"
            : string.Join('+', kept.Select(static component => component.Runs[0].Start.ToString(CultureInfo.InvariantCulture)));
        return new RegionProposal(candidate, part.Bounds()!.Value, RunLengthMask.Encode(part), $"{key}/{chosen}", checks);
    }
}
