using VividMed.Phantoms.Reporting;
using VividMed.Phantoms.Writing;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Grounding;

/// <summary>
/// The truth of a phantom dataset (<c>truth.json</c>) as evaluation wants it. Images without any structure (lateral views) are not in
/// samples.
/// </summary>
public static class PhantomTruthStudies
{
    /// <summary>Complete, mentions in the order of the text; indices of images count those alone that samples have.</summary>
    public static ReferenceStudy Of(PhantomTruthStudy study)
    {
        var regions = new List<ReferenceRegion>();
        var index = 0;
        foreach (var image in study.Images.Where(static image => image.Anatomy.Count > 0))
        {
            regions.AddRange(image.Findings.Select(region => Region(region, index, FindingKind.Abnormality)));
            regions.AddRange(image.Anatomy.Select(region => Region(region, index, FindingKind.Anatomy)));
            index++;
        }

        return new ReferenceStudy(
            study.Study, [.. study.Phrases.OrderBy(static phrase => phrase.Start).Select(Mention)], regions, IsComplete: true);
    }

    private static ReferenceRegion Region(PhantomTruthRegion region, int image, FindingKind kind) =>
        new(image, region.Target, kind, SideOf(region.Side), region.Location, region.ToBox(), region.Mask);

    private static ReferenceMention Mention(PhantomPhrase phrase) => new(
        phrase.Target,
        phrase.IsAnatomy ? FindingKind.Anatomy : FindingKind.Abnormality,
        SideOf(phrase.Side),
        phrase.Polarity switch { Polarity.Absent => Polarity.Absent, Polarity.Uncertain => Polarity.Uncertain, _ => Polarity.Present },
        phrase.Historical);

    private static Side SideOf(Side side) => side switch
    {
        Side.Left => Side.Left,
        Side.Right => Side.Right,
        Side.Both => Side.Both,
        _ => Side.None,
    };
}
