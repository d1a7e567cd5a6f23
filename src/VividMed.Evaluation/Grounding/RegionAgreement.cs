using VividMed.Grounding;
using VividMed.Imaging.Masks;

namespace VividMed.Evaluation.Grounding;

/// <summary>
/// How regions that were given to a phrase agree with the true ones. Boxes agree from IoU 0.5 on, one to one; masks where half of one lies
/// in the others.
/// </summary>
internal static class RegionAgreement
{
    private const double Agrees = 0.5;

    /// <summary>Which of the given regions are right, and which of the true ones were found.</summary>
    public static (bool[] Right, bool[] Found) Match(IReadOnlyList<Region> given, IReadOnlyList<ReferenceRegion> wanted)
    {
        var (right, found) = (new bool[given.Count], new bool[wanted.Count]);
        var pairs = new List<(double Overlap, int Given, int Wanted)>();
        for (var i = 0; i < given.Count; i++)
        {
            for (var j = 0; j < wanted.Count; j++)
            {
                if (given[i].Image != wanted[j].Image) continue;
                if (BothMasks(given[i], wanted[j]))
                {
                    var (ofGiven, ofWanted) = Shares(given[i].Mask!.Decode(), wanted[j].Mask!.Decode());
                    right[i] |= ofGiven >= Agrees || (ofWanted >= Agrees && wanted.Count > 1);
                    found[j] |= ofWanted >= Agrees;
                }
                else if (given[i].Box.IoU(wanted[j].Box) is >= Agrees and var overlap)
                {
                    pairs.Add((overlap, i, j));
                }
            }
        }

        foreach (var (_, i, j) in pairs.OrderByDescending(static pair => pair.Overlap).ThenBy(static pair => pair.Given).ThenBy(static pair => pair.Wanted))
        {
            if (!right[i] && !found[j]) right[i] = found[j] = true;
        }

        return (right, found);
    }

    /// <summary>Whether a region lies on a true one: by box IoU, or by half of its voxels.</summary>
    public static bool LiesOn(Region given, ReferenceRegion other) => given.Image == other.Image
        && (BothMasks(given, other) ? Shares(given.Mask!.Decode(), other.Mask!.Decode()).OfFirst >= Agrees : given.Box.IoU(other.Box) >= Agrees);

    /// <summary>Whether at least half of a finding lies in the anatomy that was given for it.</summary>
    public static bool Holds(Region container, ReferenceRegion finding)
    {
        if (container.Image != finding.Image) return false;
        if (BothMasks(container, finding)) return Shares(container.Mask!.Decode(), finding.Mask!.Decode()).OfSecond >= Agrees;
        return container.Box.Intersect(finding.Box).Volume >= Agrees * finding.Box.Volume;
    }

    /// <summary>Dice of all given masks together against all true ones, image by image; null where one side has no masks.</summary>
    public static double? Dice(IReadOnlyList<Region> given, IReadOnlyList<ReferenceRegion> wanted)
    {
        if (given.Count == 0 || wanted.Count == 0 || given.Any(static region => region.Mask is null) || wanted.Any(static region => region.Mask is null)) return null;
        var (shared, total) = (0L, 0L);
        foreach (var image in given.Select(static region => region.Image).Union(wanted.Select(static region => region.Image)))
        {
            var first = Union(given.Where(region => region.Image == image).Select(static region => region.Mask!));
            var second = Union(wanted.Where(region => region.Image == image).Select(static region => region.Mask!));
            total += (first?.Count() ?? 0) + (second?.Count() ?? 0);
            if (first is not null && second is not null && SameGrid(first, second)) shared += MaskOverlap.Shared(first, second);
        }

        return total == 0 ? 1 : 2.0 * shared / total;
    }

    /// <summary>IoU of all given boxes together against all true ones, image by image.</summary>
    public static double? IoU(IReadOnlyList<Region> given, IReadOnlyList<ReferenceRegion> wanted)
    {
        if (given.Count == 0 || wanted.Count == 0) return null;
        var (shared, union) = (0.0, 0.0);
        foreach (var image in given.Select(static region => region.Image).Union(wanted.Select(static region => region.Image)))
        {
            var (both, either) = BoxUnion.Overlap(
                [.. given.Where(region => region.Image == image).Select(static region => region.Box)],
                [.. wanted.Where(region => region.Image == image).Select(static region => region.Box)]);
            shared += both;
            union += either;
        }

        return union > 0 ? shared / union : 0;
    }

    private static bool BothMasks(Region given, ReferenceRegion wanted) => given.Mask is { } first && wanted.Mask is { } second
        && (first.Width, first.Height, first.Depth) == (second.Width, second.Height, second.Depth);

    private static (double OfFirst, double OfSecond) Shares(Mask first, Mask second)
    {
        var shared = (double)MaskOverlap.Shared(first, second);
        return (shared / Math.Max(1, first.Count()), shared / Math.Max(1, second.Count()));
    }

    private static bool SameGrid(Mask first, Mask second) =>
        (first.Width, first.Height, first.Depth) == (second.Width, second.Height, second.Depth);

    private static Mask? Union(IEnumerable<RunLengthMask> masks)
    {
        Mask? all = null;
        foreach (var mask in masks.Select(static mask => mask.Decode())) all = all is null || !SameGrid(all, mask) ? mask : all.Or(mask);
        return all;
    }
}
