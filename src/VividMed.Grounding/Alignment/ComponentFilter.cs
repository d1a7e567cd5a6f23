using System.Globalization;
using VividMed.Imaging;
using VividMed.Reports;

namespace VividMed.Grounding;

/// <summary>Keeps the connected parts of an abnormality's mask that lie on the phrase's side and in its stated anatomy.</summary>
internal static class ComponentFilter
{
    private const double ShareInPlace = 0.5;

    /// <summary>
    /// The fitting parts as one located mask. Reason is set instead where nothing fits: only specks, or only the other side.
    /// A stated place narrows the parts down but never removes all of them: then the place check fails.
    /// </summary>
    public static (Located? Kept, string? Reason) Keep(Candidate candidate, string key, Side side, Mask? place, Midline midline, int minimumVoxels)
    {
        var mask = candidate.Mask!.Decode();
        var parts = MaskComponents.Find(mask, minimumVoxels);
        if (parts.Count == 0) return (null, UngroundedReason.BelowThreshold);
        var checks = new List<string>();
        var kept = parts;
        if (side is Side.Left or Side.Right)
        {
            kept = parts.FindAll(part => !Sides.Conflict(side, midline.SideOf(part.Centre)));
            if (kept.Count == 0) return (null, UngroundedReason.SideConflict);
            checks.Add(Checks.Outcome(Checks.Side, kept.TrueForAll(part => midline.SideOf(part.Centre) == side) ? true : null));
        }
        else if (side == Side.Both)
        {
            checks.Add(Checks.Outcome(Checks.Side, midline.TellsSides ? parts.Select(part => midline.SideOf(part.Centre)).Where(static found => found != Side.None).Distinct().Count() == 2 : null));
        }

        if (place is not null)
        {
            var inside = kept.FindAll(part => part.ShareIn(place) >= ShareInPlace);
            checks.Add(Checks.Outcome(Checks.Place, inside.Count > 0));
            if (inside.Count > 0) kept = inside;
        }

        return (Build(candidate, key, mask, kept, parts.Count, checks), null);
    }

    private static Located Build(Candidate candidate, string key, Mask mask, List<MaskComponent> kept, int all, List<string> checks)
    {
        var part = new Mask(mask.Width, mask.Height, mask.Depth);
        foreach (var component in kept)
        {
            foreach (var (start, end) in component.Runs) part.SetRange(start, end);
        }

        var chosen = kept.Count == all ? "all" : string.Join('+', kept.Select(static component => component.Runs[0].Start.ToString(CultureInfo.InvariantCulture)));
        return new Located(candidate, part.Bounds()!.Value, RunLengthMask.Encode(part), $"{key}/{chosen}", checks);
    }
}
