using VividMed.Grounding;
using VividMed.Imaging.Masks;
using VividMed.Phantoms.Writing;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Annotations;

/// <summary>
/// How well the regions of samples made from phantoms agree with the ground truth. Boxes by IoU, masks by Dice, each
/// against the best true region of its label, on the phrase's side where the phrase states one.
/// </summary>
public sealed record PhantomAgreement(
    int Boxes, double BoxMeanIoU, double BoxShareAtHalf, int Masks, double MaskMeanDice, int AbsentPhrases, int AbsentWithRegions)
{
    /// <summary>Questions that ask how many there are, and how many of their answers are not what an image shows.</summary>
    public (int Asked, int False) Counts { get; init; }

    /// <summary>Regions of one image that say the same thing of the same place.</summary>
    public int DuplicateRegions { get; init; }

    /// <summary>Two cells a row, a caption and its figures, for a table; boxes and masks only where there are any.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows
    {
        get
        {
            if (Boxes > 0)
            {
                yield return ["boxes against the truth", $"mean IoU {BoxMeanIoU:F3}, {BoxShareAtHalf:P1} at IoU 0.5, of {Boxes}"];
            }

            if (Masks > 0) yield return ["masks against the truth", $"mean Dice {MaskMeanDice:F3}, of {Masks}"];
            yield return ["absent mentions with a region", $"{AbsentWithRegions} of {AbsentPhrases}"];
            if (Counts.Asked > 0) yield return ["answers of how many that are false", $"{Counts.False} of {Counts.Asked}"];
            if (Boxes + Masks > 0) yield return ["regions stored twice", $"{DuplicateRegions}"];
        }
    }

    /// <summary>Reads the samples once.</summary>
    /// <exception cref="KeyNotFoundException">A sample's study is not among the phantoms.</exception>
    public static async Task<PhantomAgreement> MeasureAsync(
        IAsyncEnumerable<Sample> samples, PhantomTruth truth, CancellationToken cancellationToken)
    {
        var studies = truth.Studies.ToDictionary(study => (study.Dataset, study.Study));
        var overlaps = new List<double>();
        var dice = new List<double>();
        int absent = 0, absentWithRegions = 0, counted = 0, miscounted = 0, duplicates = 0;
        await foreach (var sample in samples.WithCancellation(cancellationToken))
        {
            var study = studies[(sample.Dataset, sample.Study)];
            var known = study.Images.SelectMany(image => image.Findings.Concat(image.Anatomy)).ToList();
            duplicates += sample.Regions.Count - sample.Regions.DistinctBy(static region => (region.Image, region.Label, region.Box)).Count();
            foreach (var question in sample.Questions.Where(static question => question.Type == QuestionType.Count))
            {
                counted++;
                if (question.Answer != $"{Number(study, sample.Phrases[question.Phrases[0]])}") miscounted++;
            }

            foreach (var phrase in sample.Phrases)
            {
                if (phrase.Polarity == Polarity.Absent)
                {
                    absent++;
                    if (phrase.Regions.Count > 0) absentWithRegions++;
                }

                foreach (var region in phrase.Regions.Select(index => sample.Regions[index]))
                {
                    (region.Mask is null ? overlaps : dice).Add(Best(region, phrase.Side, known));
                }
            }
        }

        return new PhantomAgreement(
            overlaps.Count, Mean(overlaps), Mean(overlaps.Select(overlap => overlap >= 0.5 ? 1.0 : 0)), dice.Count, Mean(dice), absent,
            absentWithRegions)
        {
            Counts = (counted, miscounted),
            DuplicateRegions = duplicates,
        };
    }

    /// <summary>How many the image shows that shows most of what a phrase names.</summary>
    private static int Number(PhantomTruthStudy study, Phrase phrase) => study.Images.Max(image => image.Findings.Count(
        finding => finding.Target == phrase.Target && (phrase.Side is not (Side.Left or Side.Right) || finding.Side == phrase.Side)));

    private static double Best(Region region, Side side, IReadOnlyList<PhantomTruthRegion> known)
    {
        var named = known.Where(candidate => candidate.Target == region.Label).ToList();
        var sided = named.Where(candidate => candidate.Side.ToString() == side.ToString()).ToList();
        var candidates = side is Side.Left or Side.Right && sided.Count > 0 ? sided : named;
        return candidates.Select(candidate => Overlap(region, candidate)).DefaultIfEmpty().Max();
    }

    private static double Overlap(Region region, PhantomTruthRegion candidate)
    {
        if (region.Mask is not { } mask) return region.Box.IoU(candidate.ToBox());
        return (mask.Width, mask.Height, mask.Depth) == (candidate.Mask.Width, candidate.Mask.Height, candidate.Mask.Depth)
            ? MaskOverlap.Dice(mask.Decode(), candidate.Mask.Decode())
            : 0;
    }

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty().Average();
}
