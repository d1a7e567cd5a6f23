using CsCheck;
using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

/// <summary>How phrases share regions and how regions are numbered.</summary>
public sealed class GrounderTests
{
    private static readonly Gen<string> Sentence = Gen.OneOf(
        "There is a left pleural effusion.", "Bilateral pleural effusions.", "There is cardiomegaly.", "No pneumothorax.",
        "There is a right pneumothorax.", "Two nodules are seen.", "The left lung is clear.");

    private static readonly Gen<Candidate> AnyBox = Gen.Select(
        Gen.OneOf(
            "pleural effusion", "cardiomegaly", "pneumothorax", "lung nodule"), Gen.Double[0, 80], Gen.Double[0, 80], Gen.Double[4, 20],
        static (target, x, y, size) => Box(target, x, y, x + size, y + size));

    /// <summary>No two of them as sure as each other.</summary>
    private static readonly Gen<Candidate[]> Boxes = AnyBox.Array[0, 8].Select(static boxes =>
        boxes.Select(static (box, index) => box with { Score = 0.9 - (0.05 * index) }).ToArray());

    [Fact]
    public void Regions_are_numbered_as_the_report_first_names_them() =>
        Gen.Select(Sentence.Array[1, 6], Boxes).Sample(static (sentences, candidates) =>
        {
            var result = GroundCxr(string.Join(' ', sentences), candidates);
            var named = result.Phrases.SelectMany(static phrase => phrase.Regions).Distinct();
            return named.SequenceEqual(Enumerable.Range(0, result.Regions.Count));
        });

    [Fact]
    public void The_order_in_which_models_answer_does_not_matter() =>
        Gen.Select(Sentence.Array[1, 6], Boxes, Gen.Int).Sample(static (sentences, candidates, seed) =>
        {
            var shuffled = candidates.ToArray();
            new Random(seed).Shuffle(shuffled);
            var text = string.Join(' ', sentences);
            return Tell(GroundCxr(text, candidates)).SequenceEqual(Tell(GroundCxr(text, shuffled)));
        });

    [Fact]
    public void Phrases_stand_in_the_reports_order_at_their_own_words()
    {
        var report = Cxr("There is a left pleural effusion. No pneumothorax. There is cardiomegaly.");
        var result = Ground(new GroundingStudy("s", Modality.Cxr, report, [Radiograph], []));

        Assert.Equal(["pleural effusion", "pneumothorax", "cardiomegaly"], result.Phrases.Select(static phrase => phrase.Target));
        Assert.All(result.Phrases, phrase => Assert.Equal(phrase.Text, report.Text[phrase.Start..phrase.End]));
    }

    [Fact]
    public void A_box_that_suits_one_of_two_phrases_is_one_region_with_the_checks_of_both()
    {
        // One box, of two findings: it fails the level that the first states, and the second states none.
        Candidate[] lungs = [Box("lung", 15, 10, 45, 85, side: Side.Right), Box("lung", 55, 10, 85, 85, side: Side.Left)];
        var result = GroundCxr(
            "Left upper lobe mass. There is a left nodule.",
            [Box("lung nodule", 60, 65, 80, 80), .. lungs]);

        Assert.Equal([0], result.Phrase("lung mass").Regions);
        Assert.Equal([0], result.Phrase("lung nodule").Regions);
        Assert.Contains("zone=fail", result.Regions[0].Checks);
        Assert.Equal(Grade.C, result.Regions[0].Grade);
        Assert.Equal(result.Phrase("lung mass").Confidence, result.Phrase("lung nodule").Confidence);
    }

    [Fact]
    public void A_structure_that_also_stands_for_a_finding_has_the_weaker_grade()
    {
        var result = GroundCt("The heart is natural. Pericardial effusion is observed.", Cubes("heart", Side.None, 0.9, (12, 10, 4, 9)));

        Assert.Equal([0], result.Phrase("heart").Regions);
        Assert.Equal([0], result.Phrase("pericardial effusion").Regions);
        Assert.Equal(Grade.B, Assert.Single(result.Regions).Grade);
    }

    [Fact]
    public void The_same_part_of_a_mask_is_one_region_and_another_part_another()
    {
        var fluid = Cubes("pleural effusion", Side.None, 0.9, (3, 5, 2, 4), (30, 5, 2, 4));
        var result = GroundCt(
            "Left pleural effusion is observed. Right pleural effusion is observed. The left pleural effusion is small.",
            fluid);

        Assert.Equal(
            [[0], [1], [0]],
            result.Phrases.Where(static phrase => phrase.Target == "pleural effusion").Select(static phrase => phrase.Regions.ToArray()));
    }

    [Fact]
    public void A_candidate_of_an_image_that_is_not_there_serves_no_phrase()
    {
        var heart = Box("cardiomegaly", 30, 40, 80, 80);
        var result = GroundCxr("There is cardiomegaly.", heart with { Image = 1 }, heart with { Image = -1 });

        Assert.Equal(UngroundedReason.BelowThreshold, result.Phrase("cardiomegaly").Reason);
    }

    [Fact]
    public void A_phrase_gets_no_more_regions_than_it_may_the_surest_first()
    {
        var nodules = Enumerable.Range(0, 9).Select(static i => Box("lung nodule", 10 * i, 30, (10 * i) + 6, 36, 0.5 + (0.05 * i))).ToArray();
        var result = GroundCxr("Nodules are seen.", nodules);

        Assert.Equal(
            [0.9, 0.85, 0.8, 0.75, 0.7, 0.65],
            result.RegionsOf(result.Phrase("lung nodule")).Select(static region => Math.Round(region.Score, 12)));
    }

    [Fact]
    public void Options_have_one_digest_and_each_of_them_counts()
    {
        var options = new GroundingOptions();

        Assert.Equal(options.Digest(), new GroundingOptions().Digest());
        Assert.Equal(8, new HashSet<string>(StringComparer.Ordinal)
        {
            options.Digest(),
            (options with { MinimumBoxScore = 0.3 }).Digest(),
            (options with { ConfidentBoxScore = 0.4 }).Digest(),
            (options with { MinimumMaskScore = 0.4 }).Digest(),
            (options with { ConfidentMaskScore = 0.6 }).Digest(),
            (options with { MinimumComponentVoxels = 9 }).Digest(),
            (options with { MaximumRegionsPerPhrase = 7 }).Digest(),
            (options with { MidlineMargin = 0.03 }).Digest(),
        }.Count);
    }

    private static IEnumerable<string> Tell(GroundingResult result) => result.Phrases.Select(phrase =>
        $"{phrase.Start} {phrase.Reason} {string.Join(';', result.RegionsOf(phrase).Select(static region => $"{region.Box} {string.Join(',', region.Checks)}"))}");
}
