using VividMed.Dashboard.Samples;
using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Dashboard.Training;

/// <summary>What a model wrote of a sample, as if it were the sample's own: so that both are shown, and lit, in the same way.</summary>
/// <param name="Truth">As the version has it.</param>
/// <param name="Written">The same images with the model's text and boxes.</param>
internal sealed record ShownExample(ModelExample Example, Sample Truth, Sample Written)
{
    public static ShownExample Of(ModelExample example, Sample truth)
    {
        var (regions, phrases) = (new List<Region>(), new List<Phrase>());
        foreach (var phrase in example.Phrases.Where(phrase => phrase.Start >= 0 && phrase.Start < phrase.End && phrase.End <= example.Text.Length))
        {
            var text = example.Text[phrase.Start..phrase.End];
            var own = phrase.Boxes.Where(static box => box.Count == 6).Select(box => Region(example.Image, text, box)).ToList();
            phrases.Add(Phrase(phrase, text, [.. Enumerable.Range(regions.Count, own.Count)]));
            regions.AddRange(own);
        }

        return new(example, truth, truth with { Report = new SampleReport(example.Text, []), Phrases = phrases, Regions = regions });
    }

    public IReadOnlyList<ShownRegion> TruthRegions => PhraseWords.Regions(Truth);

    public IReadOnlyList<ShownRegion> WrittenRegions => [.. Written.Regions.Select(static (region, number) => new ShownRegion(number, region, region.Label))];

    private static Region Region(int image, string text, IReadOnlyList<double> box) => new(
        image, RegionShape.Box, text, FindingKind.Abnormality, new Box(box[0], box[1], box[2], box[3], box[4], box[5]), Mask: null, Score: 0, Model: "", Grade.A, []);

    private static Phrase Phrase(ExamplePhrase phrase, string text, IReadOnlyList<int> regions) => new(
        phrase.Start, phrase.End, text, Target: text, FindingKind.Abnormality, Polarity.Present, Temporality.Current, Side.None, [], regions,
        regions.Count == 0 ? "the model points at nothing" : null);
}
