using CsCheck;
using VividMed.Grounding.Alignment;
using VividMed.Imaging.Masks;
using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

public sealed class GroundingPropertyTests
{
    private static readonly string[] Reasons =
    [
        UngroundedReason.UnsupportedTarget, UngroundedReason.Absent, UngroundedReason.AbsentButDetected, UngroundedReason.Uncertain, UngroundedReason.Historical,
        UngroundedReason.BelowThreshold, UngroundedReason.FailedCheck, UngroundedReason.SideConflict,
    ];

    private static readonly Gen<string> Sentence = Gen.Select(
        Gen.OneOf("No ", "Possible ", "Probable ", "", "Known ", "There is ", "Two "),
        Gen.OneOf("", "left ", "right ", "bilateral "),
        Gen.OneOf("pleural effusion", "pneumothorax", "nodule", "consolidation", "lung", "heart", "lower lobe atelectasis", "rib fracture", "cardiomegaly", "catheter"),
        static (opening, side, finding) => $"{opening}{side}{finding}.");

    private static readonly Gen<Candidate> AnyBox = Gen.Select(
        Gen.OneOf("pleural effusion", "pneumothorax", "lung nodule", "pulmonary consolidation", "lung", "atelectasis", "rib fracture", "cardiomegaly"),
        Gen.Double[0, 80], Gen.Double[0, 80], Gen.Double[1, 20], Gen.Double[0, 1],
        static (target, x, y, size, score) => Box(target, x, y, x + size, y + size, score));

    [Fact]
    public void Every_phrase_has_regions_or_exactly_one_known_reason()
    {
        Gen.Select(Sentence.Array[1, 6], AnyBox.Array[0, 8]).Sample(static (sentences, candidates) =>
        {
            var result = GroundCxr(string.Join(' ', sentences), candidates);
            return result.Phrases.All(phrase => phrase.Regions.Count > 0 ? phrase.Reason is null : Reasons.Contains(phrase.Reason, StringComparer.Ordinal));
        });
    }

    [Fact]
    public void A_sided_phrase_of_a_sided_target_never_holds_a_box_whose_center_lies_on_the_other_side()
    {
        Gen.Select(Sentence.Array[1, 6], AnyBox.Array[0, 8]).Sample(static (sentences, candidates) =>
        {
            var result = GroundCxr(string.Join(' ', sentences), [.. candidates.Where(static candidate => candidate.Target != "lung")]);
            // "Left cardiomegaly" speaks of a chamber; the one heart lies where it lies.
            return result.Phrases.Where(static phrase => Vocabulary.Find(phrase.Target) is { Sideable: true }).All(phrase => result.RegionsOf(phrase).TrueForAll(region => phrase.Side switch
            {
                Side.Left => region.Box.CenterX >= 48,
                Side.Right => region.Box.CenterX <= 52,
                _ => true,
            }));
        });
    }

    [Fact]
    public void No_region_is_given_to_what_is_not_stated_as_present_now()
    {
        Gen.Select(Sentence.Array[1, 6], AnyBox.Array[0, 8]).Sample(static (sentences, candidates) =>
            GroundCxr(string.Join(' ', sentences), candidates).Phrases.All(static phrase =>
                phrase.Regions.Count == 0 || phrase is { Polarity: Polarity.Present, Temporality: Temporality.Current }));
    }

    [Fact]
    public void Every_region_is_a_candidate_or_a_part_of_one_with_its_score_and_a_grade_that_its_checks_bear_out()
    {
        Gen.Select(Sentence.Array[1, 6], AnyBox.Array[0, 8]).Sample(static (sentences, candidates) =>
            GroundCxr(string.Join(' ', sentences), candidates).Regions.All(region =>
                candidates.Any(candidate => candidate.Box == region.Box && candidate.Score == region.Score && candidate.Target == region.Label)
                && (region.Grade == Grade.C) == !Checks.AllPass(region.Checks)
                && region.Checks.Select(static check => check.Split('=')[0]).Distinct(StringComparer.Ordinal).Count() == region.Checks.Count));
    }

    [Fact]
    public void Regions_are_named_by_phrases_and_no_region_stands_twice()
    {
        Gen.Select(Sentence.Array[1, 6], AnyBox.Array[0, 8]).Sample(static (sentences, candidates) =>
        {
            var result = GroundCxr(string.Join(' ', sentences), candidates);
            var named = result.Phrases.SelectMany(static phrase => phrase.Regions).ToHashSet();
            return named.SetEquals(Enumerable.Range(0, result.Regions.Count))
                && result.Regions.Distinct(RegionIdentity.Comparer).Count() == result.Regions.Count;
        });
    }

    [Fact]
    public void Parts_of_a_mask_lie_in_it_and_on_the_stated_side()
    {
        var cube = Gen.Select(Gen.Int[0, 35], Gen.Int[0, 35], Gen.Int[0, 15], Gen.Int[1, 4]);
        Gen.Select(Gen.OneOf("Left ", "Right ", "Bilateral ", ""), cube.Array[1, 5]).Sample(static (side, cubes) =>
        {
            var candidate = Cubes("pleural effusion", Side.None, 0.9, cubes);
            var result = GroundCt(side + "pleural effusion is observed.", candidate);
            var whole = candidate.Mask!.Decode();
            return result.Regions.All(region =>
            {
                var part = region.Mask!.Decode();
                var inside = MaskOverlap.Shared(part, whole) == part.Count() && part.Bounds() == region.Box;
                var phrase = result.Phrase("pleural effusion");
                // The patient's right is at large x; a component whose center lies within the midline's margin may stay.
                return inside && MaskComponent.Find(part, 1).TrueForAll(component =>
                    (phrase.Side != Side.Left || component.Center.X <= 20.5) && (phrase.Side != Side.Right || component.Center.X >= 18.5));
            });
        });
    }

    [Fact]
    public void What_is_not_said_outright_never_gives_a_region_of_grade_A()
    {
        Gen.Select(Sentence.Array[1, 6], AnyBox.Array[0, 8]).Sample(static (sentences, candidates) =>
        {
            var result = GroundCxr(string.Join(' ', sentences), candidates);
            return result.Phrases.Where(static phrase => phrase is { Kind: FindingKind.Abnormality, Certainty: not Certainty.Definite })
                .All(phrase => result.RegionsOf(phrase).TrueForAll(static region => region.Grade != Grade.A));
        });
    }

    [Fact]
    public void Confidence_is_a_number_of_what_has_regions_and_of_nothing_else()
    {
        Gen.Select(Sentence.Array[1, 6], AnyBox.Array[0, 8]).Sample(static (sentences, candidates) =>
            GroundCxr(string.Join(' ', sentences), candidates).Phrases.All(static phrase =>
                phrase.Regions.Count > 0 ? phrase.Confidence is > 0 and <= 1 : phrase.Confidence is null));
    }

    [Fact]
    public void Questions_rest_on_phrases_that_are_there_and_no_finding_is_both_shown_and_denied()
    {
        Gen.Select(Sentence.Array[1, 8], AnyBox.Array[0, 8]).Sample(static (sentences, candidates) =>
        {
            var result = GroundCxr(string.Join(' ', sentences), candidates);
            return result.Questions.All(question => question.Phrases.All(index => index < result.Phrases.Count))
                && result.Questions.Select(static question => (question.Type, question.Subject)).Distinct().Count() == result.Questions.Count;
        });
    }

    [Fact]
    public void Grounding_twice_gives_the_same_record()
    {
        Gen.Select(Sentence.Array[1, 6], AnyBox.Array[0, 8]).Sample(
            static (sentences, candidates) =>
            {
                var text = string.Join(' ', sentences);
                Assert.Equivalent(GroundCxr(text, candidates), GroundCxr(text, candidates), strict: true);
            },
            iter: 20);
    }
}
