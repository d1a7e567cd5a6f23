using VividMed.Grounding;
using VividMed.Imaging.Masks;
using VividMed.Shards.Archives;
using VividMed.Taxonomy;

namespace VividMed.Shards.Quality;

/// <summary>What must hold for every record, whoever made it. The writer refuses what the verifier would find.</summary>
public static class SampleChecks
{
    /// <summary>Everything that is wrong with a sample, without quoting its text.</summary>
    public static IEnumerable<ShardProblem> Find(Sample sample) =>
        [.. Images(sample), .. Sections(sample), .. sample.Phrases.SelectMany((phrase, i) => PhraseProblems(sample, phrase, i)),
            .. sample.Regions.SelectMany((region, i) => RegionProblems(sample, region, i)), .. Questions(sample)];

    /// <summary>
    /// The same, and what older releases let pass, so that their versions still verify: <c>duplicate-region</c> for two regions of one image,
    /// shape, label, box and mask, <c>box-not-hull</c> for a box that is more than a voxel off the hull of its mask.
    /// </summary>
    public static IEnumerable<ShardProblem> FindBeforeWriting(Sample sample) =>
        Find(sample).ToList() is { Count: > 0 } problems ? problems : [.. Duplicates(sample), .. Hulls(sample)];

    private static IEnumerable<ShardProblem> Duplicates(Sample sample)
    {
        var known = new HashSet<Region>(RegionIdentity.Comparer);
        for (var i = 0; i < sample.Regions.Count; i++)
        {
            if (!known.Add(sample.Regions[i])) yield return new("duplicate-region", $"region {i} stands twice");
        }
    }

    private static IEnumerable<ShardProblem> Hulls(Sample sample)
    {
        for (var i = 0; i < sample.Regions.Count; i++)
        {
            if (sample.Regions[i] is { Mask: { } mask } region && MaskHull.Of(mask) is var hull && !(hull is { } box && MaskHull.IsNear(box, region.Box)))
            {
                yield return new("box-not-hull", $"the box of region {i} is not the hull of its mask");
            }
        }
    }

    private static IEnumerable<ShardProblem> Images(Sample sample)
    {
        for (var i = 0; i < sample.Images.Count; i++)
        {
            var image = sample.Images[i];
            if (!ShardNames.IsImageOf(image.Member, sample.Id, i) && !ShardNames.IsOldImageOf(image.Member, sample.Id, i)) yield return new("bad-member-name", $"image {i} is not named after its sample and index");
            if (image.Width < 1 || image.Height < 1 || image.Depth < 1) yield return new("bad-image-size", $"image {i} has a side below 1");
        }
    }

    private static IEnumerable<ShardProblem> Sections(Sample sample) =>
        sample.Report.Sections
            .Where(section => section.Start < 0 || section.End < section.Start || section.End > sample.Report.Text.Length)
            .Select(static section => new ShardProblem("section-out-of-bounds", $"section {section.Name} lies outside the text"));

    private static IEnumerable<ShardProblem> PhraseProblems(Sample sample, Phrase phrase, int index)
    {
        if (phrase.Start < 0 || phrase.End <= phrase.Start || phrase.End > sample.Report.Text.Length
            || !sample.Report.Text.AsSpan(phrase.Start, phrase.End - phrase.Start).SequenceEqual(phrase.Text))
        {
            yield return new("span-mismatch", $"phrase {index} is not the text between its offsets");
        }

        if (phrase.Regions.Count > 0 == phrase.Reason is not null)
        {
            yield return new("regions-xor-reason", $"phrase {index} needs either regions or a reason");
        }

        if (phrase.Regions.Any(region => (uint)region >= (uint)sample.Regions.Count))
        {
            yield return new("unknown-region", $"phrase {index} names a region that is not there");
        }

        if (phrase.Regions.Count > 0 && (phrase.Polarity != Polarity.Present || phrase.Temporality != Temporality.Current))
        {
            yield return new("region-not-asserted", $"phrase {index} has regions although it is not stated as present now");
        }
    }

    private static IEnumerable<ShardProblem> RegionProblems(Sample sample, Region region, int index)
    {
        if ((uint)region.Image >= (uint)sample.Images.Count)
        {
            yield return new("unknown-image", $"region {index} names an image that is not there");
            yield break;
        }

        var image = sample.Images[region.Image];
        var box = region.Box;
        var inside = box.X0 >= 0 && box.Y0 >= 0 && box.Z0 >= 0 && box.X1 <= image.Width && box.Y1 <= image.Height && box.Z1 <= image.Depth;
        if (!inside || !(box.X0 < box.X1 && box.Y0 < box.Y1 && box.Z0 < box.Z1))
        {
            yield return new("box-out-of-bounds", $"region {index} is empty or leaves image {region.Image}");
        }

        if (!double.IsFinite(region.Score)) yield return new("bad-score", $"region {index} has a score that is no number");
        if (region.Shape == RegionShape.Mask == region.Mask is null)
        {
            yield return new("shape-mismatch", $"region {index} must have a mask exactly when its shape is one");
        }

        if (region.Mask is { } mask && !Fits(mask, image))
        {
            yield return new("mask-mismatch", $"region {index} has run lengths that do not fill image {region.Image}");
        }
    }

    private static bool Fits(RunLengthMask mask, SampleImage image) =>
        mask.Width == image.Width && mask.Height == image.Height && mask.Depth == image.Depth
        && mask.Counts.All(static count => count >= 0)
        && mask.Counts.Sum(static count => (long)count) == (long)image.Width * image.Height * image.Depth;

    private static IEnumerable<ShardProblem> Questions(Sample sample) =>
        sample.Questions
            .Where(question => question.Phrases.Any(phrase => (uint)phrase >= (uint)sample.Phrases.Count))
            .Select(
                static question => new ShardProblem("unknown-phrase", $"a {question.Type} question rests on a phrase that is not there"));
}
