using CsCheck;
using VividMed.Reports;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

public sealed class GroundingPropertyTests
{
    private static readonly string[] Reasons =
    [
        UngroundedReason.UnsupportedTarget, UngroundedReason.Absent, UngroundedReason.Uncertain, UngroundedReason.Historical,
        UngroundedReason.BelowThreshold, UngroundedReason.FailedCheck, UngroundedReason.SideConflict,
    ];

    private static readonly Gen<string> Sentence = Gen.Select(
        Gen.OneOf("No ", "Possible ", "", "Known ", "There is "),
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
    public void A_sided_phrase_of_a_sided_target_never_holds_a_box_whose_centre_lies_on_the_other_side()
    {
        Gen.Select(Sentence.Array[1, 6], AnyBox.Array[0, 8]).Sample(static (sentences, candidates) =>
        {
            var result = GroundCxr(string.Join(' ', sentences), [.. candidates.Where(static candidate => candidate.Target != "lung")]);
            // "Left cardiomegaly" speaks of a chamber; the one heart lies where it lies.
            return result.Phrases.Where(static phrase => Vocabulary.Find(phrase.Target) is { Sideable: true }).All(phrase => result.RegionsOf(phrase).TrueForAll(region => phrase.Side switch
            {
                Side.Left => region.Box.CentreX >= 48,
                Side.Right => region.Box.CentreX <= 52,
                _ => true,
            }));
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
