using VividMed.Evaluation.Grounding;
using VividMed.Grounding;
using VividMed.Imaging.Masks;
using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Evaluation.Tests.Grounding;

/// <summary>What perfect models would have found, with the mistakes of real ones: the alignment's test is only as hard as these.</summary>
public sealed class ReferenceCandidatesTests
{
    [Fact]
    public void A_sided_finding_comes_doubled_and_mirrored_weakly_and_surely()
    {
        var found = OfRadiograph([Region("pleural effusion", Side.Left, 65, 60, 95, 90)]);

        Assert.Equal(
            [(65.0, 95.0, 0.9), (66.0, 97.0, 0.55), (5.0, 35.0, 0.1), (5.0, 35.0, 0.6)],
            found.Select(static candidate => (candidate.Box.X0, candidate.Box.X1, candidate.Score)));
        Assert.All(
            found,
            static candidate =>
                Assert.Equal(
                    (0, "pleural effusion", Side.None, null),
                    (candidate.Image, candidate.Target, candidate.Side, candidate.Mask)));
    }

    [Fact]
    public void No_sure_box_is_invented_on_a_side_that_truly_has_one_nor_for_a_finding_without_a_side()
    {
        Assert.DoesNotContain(
            OfRadiograph([Region("pleural effusion", Side.Left, 65, 60, 95, 90), Region("pleural effusion", Side.Right, 5, 70, 35, 90)]),
            static candidate => candidate.Score == 0.6);
        Assert.DoesNotContain(
            OfRadiograph([Region("cardiomegaly", Side.None, 30, 40, 70, 80)]),
            static candidate => candidate.Score == 0.6);
    }

    [Fact]
    public void A_doubled_box_stays_within_the_image()
    {
        var doubled = OfRadiograph([Region("pleural effusion", Side.Left, 65, 60, 99, 100)])[1].Box;

        Assert.Equal((100.0, 100.0), (doubled.X1, doubled.Y1));
    }

    [Fact]
    public void What_the_report_denies_has_a_sure_box_in_a_lung_and_what_it_does_not_name_has_none()
    {
        ReferenceRegion[] regions = [Anatomy("lung", Side.Right, 10, 10, 40, 90), Region("cardiomegaly", Side.None, 30, 40, 70, 80)];
        var invented = OfRadiograph(regions, "pneumothorax", "cardiomegaly", "liver").Where(static candidate => candidate.Score == 0.7);

        Assert.Equal(
            ("pneumothorax", 25.0, 50.0),
            Assert.Single(invented) is var only ? (only.Target, only.Box.CenterX, only.Box.CenterY) : default);
        Assert.DoesNotContain(OfRadiograph(regions[1..], "pneumothorax"), static candidate => candidate.Score == 0.7);
    }

    [Fact]
    public void A_volume_gives_anatomy_by_side_and_one_unsided_mask_for_all_places_of_a_finding()
    {
        var left = Cubes("pleural effusion", Side.Left, 1, (3, 5, 2, 4));
        var right = Cubes("pleural effusion", Side.Right, 1, (30, 5, 2, 3));
        var lung = Cubes("lung", Side.Left, 1, (2, 2, 2, 12));
        var found = OfVolume(Of(left, FindingKind.Abnormality), Of(right, FindingKind.Abnormality), Of(lung, FindingKind.Anatomy));

        Assert.Equal(
            [("lung", Side.Left), ("pleural effusion", Side.None)],
            found.Select(static candidate => (candidate.Target, candidate.Side)));
        Assert.Equal(64 + 27, found[1].Mask!.Count());
        Assert.Equal(found[1].Mask!.Decode().Bounds(), found[1].Box);
        Assert.Equal(64, MaskOverlap.Shared(found[1].Mask!.Decode(), left.Mask!.Decode()));
    }

    [Fact]
    public void A_finding_that_no_segmenter_outlines_is_not_found_in_a_volume() =>
        Assert.Empty(OfVolume(Of(Cubes("pulmonary consolidation", Side.Left, 1, (3, 5, 2, 4)), FindingKind.Abnormality)));

    [Fact]
    public void Regions_of_images_that_are_not_there_are_left_out() =>
        Assert.Empty(OfRadiograph([Region("cardiomegaly", Side.None, 30, 40, 70, 80) with { Image = 1 }]));

    private static IReadOnlyList<Candidate> OfRadiograph(ReferenceRegion[] regions, params string[] mentioned) => ReferenceCandidates.Of(
        new ReferenceStudy(
            "s",
            [.. mentioned.Select(static target => Denied(target))],
            regions, IsComplete: true),
        [Radiograph], Vocabulary, Modality.Cxr);

    private static ReferenceMention Denied(string target) =>
        new(target, FindingKind.Abnormality, Side.None, Polarity.Absent, Historical: false);

    private static IReadOnlyList<Candidate> OfVolume(params ReferenceRegion[] regions) =>
        ReferenceCandidates.Of(new ReferenceStudy("s", [], regions, IsComplete: true), [Volume], Vocabulary, Modality.Ct);

    private static ReferenceRegion Of(Candidate candidate, FindingKind kind) =>
        new(0, candidate.Target, kind, candidate.Side, Location: null, candidate.Box, candidate.Mask);

    private static ReferenceRegion Region(string target, Side side, double x0, double y0, double x1, double y1) =>
        new(0, target, FindingKind.Abnormality, side, Location: null, Imaging.Geometry.Box.Flat(x0, y0, x1, y1), Mask: null);

    private static ReferenceRegion Anatomy(string target, Side side, double x0, double y0, double x1, double y1) =>
        Region(target, side, x0, y0, x1, y1) with { Kind = FindingKind.Anatomy };
}
