using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Grounding;

/// <summary>
/// The true regions of a study as if perfect models had found them, with the mistakes of real ones added: doubled boxes, weak boxes and
/// sure ones on the other side, findings that are not there. Measures the alignment alone.
/// </summary>
public static class ReferenceCandidates
{
    private const string Model = "truth";

    /// <summary>Image by image. Mistakes are added to radiographs; for volumes a finding's places come as one mask without a side.</summary>
    public static IReadOnlyList<Candidate> Of(
        ReferenceStudy truth, IReadOnlyList<SampleImage> images, TargetTaxonomy taxonomy, Modality modality)
    {
        var candidates = new List<Candidate>();
        for (var image = 0; image < images.Count; image++)
        {
            var here = truth.Regions.Where(region => region.Image == image).ToList();
            if (modality.IsVolume()) candidates.AddRange(OfVolume(here, taxonomy));
            else candidates.AddRange(
                OfRadiograph(here, images[image], [.. truth.Mentions.Select(static mention => mention.Target)], taxonomy));
        }

        return candidates;
    }

    /// <summary>As promptable segmenters answer: anatomy by side, and one unsided mask for all places of a finding.</summary>
    private static IEnumerable<Candidate> OfVolume(List<ReferenceRegion> regions, TargetTaxonomy taxonomy)
    {
        foreach (var region in regions)
        {
            if (region is { Kind: FindingKind.Anatomy, Mask: { } outline })
            {
                yield return new Candidate(region.Image, region.Target, region.Side, region.Box, outline, 0.9, Model);
            }
        }

        foreach (var finding in regions.Where(region => region.Kind == FindingKind.Abnormality && taxonomy.Find(region.Target)?.SegmenterPrompts is not null).GroupBy(static region => region.Target, StringComparer.Ordinal))
        {
            Mask? all = null;
            foreach (var mask in finding.Select(static region => region.Mask!.Decode())) all = all is null ? mask : all.Or(mask);
            if (all?.Bounds() is { } bounds)
            {
                yield return new Candidate(finding.First().Image, finding.Key, Side.None, bounds, RunLengthMask.Encode(all), 0.85, Model);
            }
        }
    }

    private static IEnumerable<Candidate> OfRadiograph(
        List<ReferenceRegion> regions, SampleImage image, HashSet<string> mentioned, TargetTaxonomy taxonomy)
    {
        foreach (var region in regions)
        {
            if (region.Kind == FindingKind.Anatomy)
            {
                yield return new Candidate(region.Image, region.Target, region.Side, region.Box, region.Mask, 0.9, Model);
                continue;
            }

            var (box, mirrored) = (region.Box, region.Box with { X0 = image.Width - region.Box.X1, X1 = image.Width - region.Box.X0 });
            yield return Box(region, box, 0.9);
            yield return Box(
                region, new Box(box.X0 + 1, box.Y0 + 1, 0, Math.Min(image.Width, box.X1 + 2), Math.Min(image.Height, box.Y1 + 2), 1), 0.55);
            yield return Box(region, mirrored, 0.1);
            if (region.Side is Side.Left or Side.Right && !regions.Exists(other => other.Target == region.Target && Sides.Conflict(other.Side, region.Side))) yield return Box(region, mirrored, 0.6);
        }

        // What the report denies, a sure box in the middle of a lung nevertheless.
        if (regions.Find(static region => region is { Target: "lung", Side: Side.Right }) is not { } lung) yield break;
        var (x, y, size) = (lung.Box.CenterX, lung.Box.CenterY, 0.06 * image.Width);
        foreach (var target in taxonomy.Targets)
        {
            if (target.DetectorClasses.Count == 0 || !mentioned.Contains(target.Id) || regions.Exists(region => region.Target == target.Id))
            {
                continue;
            }

            yield return new Candidate(
                lung.Image, target.Id, Side.None, Imaging.Geometry.Box.Flat(x - size, y - size, x + size, y + size), null, 0.7, Model);
        }
    }

    private static Candidate Box(ReferenceRegion region, Box box, double score) =>
        new(region.Image, region.Target, Side.None, box, null, score, Model);
}
