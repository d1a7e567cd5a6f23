using CsCheck;
using VividMed.Evaluation.ReaderStudy;
using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Tests.ReaderStudy;

public sealed class ReadingDraftTests
{
    private static readonly Sample Sample = ReadingScene.Samples(1)[0];

    [Fact]
    public void The_key_says_where_each_error_stands_and_what_the_report_has_there() => Gen.Int[1, 1_000].Sample(static seed =>
    {
        var pack = ReadingScene.Pack(new ReadingPlan { Cases = 12, Faulty = 1, ErrorsPerCase = 3, Seed = seed }, samples: 20);
        Assert.All(pack.Key.Cases, static one =>
        {
            var spots = one.Errors.SelectMany(static error => error.Spots).ToList();
            Assert.All(spots, spot =>
            {
                Assert.Equal(spot.DraftWords, one.Draft[spot.DraftStart..spot.DraftEnd]);
                Assert.Equal(spot.ReportWords, one.Report[spot.ReportStart..spot.ReportEnd]);
            });
            Assert.Equal(one.Draft, ReadingDraft.Apply(one.Report, spots.Select(static spot => spot.Edit)));
            Assert.Equal(one.Report, ReadingDraft.Apply(one.Draft, spots.Select(static spot => new TextEdit(spot.DraftStart, spot.DraftEnd, spot.ReportWords))));
            Assert.InRange(one.Errors.Count, 1, 3);
            Assert.Equal(one.Errors.Count, one.Errors.Select(static error => error.Target).Distinct().Count());
        });
    }, iter: 20);

    [Fact]
    public void A_draft_without_errors_is_the_report() =>
        Assert.Equal(Sample.Report.Text, ReadingDraft.Of("c001", Sample.Report.Text, []).Text);

    [Fact]
    public void What_was_left_out_has_no_region_in_the_grounded_draft()
    {
        var shown = Show(PlantedErrorKind.Omission, "pleural effusion");

        Assert.DoesNotContain(shown.Phrases, static phrase => phrase.Target == "pleural effusion");
        Assert.DoesNotContain(shown.Regions, static region => region.Label == "pleural effusion");
        AssertSound(shown);
    }

    [Fact]
    public void A_turned_side_keeps_its_region_and_is_named_as_the_draft_names_it()
    {
        var shown = Show(PlantedErrorKind.Direction, "pleural effusion");

        var phrases = shown.Phrases.Where(static phrase => phrase.Target == "pleural effusion").ToList();
        Assert.Equal([Side.Right, Side.Right], phrases.ConvertAll(static phrase => phrase.Side)); // in the findings and in the impression
        Assert.All(phrases, phrase => Assert.Equal("pleural effusion", shown.Regions[Assert.Single(phrase.Regions)].Label));
        AssertSound(shown);
    }

    [Theory]
    [InlineData(PlantedErrorKind.Insertion, null)]
    [InlineData(PlantedErrorKind.Size, "lung nodule")]
    [InlineData(PlantedErrorKind.Unit, "lung nodule")]
    [InlineData(PlantedErrorKind.Typo, "pleural effusion")]
    public void Phrases_follow_the_draft_and_what_was_made_up_has_none(PlantedErrorKind kind, string? target)
    {
        var shown = Show(kind, target);

        Assert.Equal(Sample.Phrases.Select(static phrase => phrase.Target), shown.Phrases.Select(static phrase => phrase.Target));
        Assert.Equal(Sample.Regions.Count, shown.Regions.Count);
        AssertSound(shown);
    }

    private static Sample Show(PlantedErrorKind kind, string? target)
    {
        var place = ErrorPlanter.Places(Sample, kind).First(place => target is null || place.Target == target);
        return ReadingDraft.Of("c001", Sample.Report.Text, [place]).Show(Sample);
    }

    private static void AssertSound(Sample shown) => Assert.All(shown.Phrases, phrase =>
    {
        Assert.Equal(phrase.Text, shown.Report.Text[phrase.Start..phrase.End]);
        Assert.All(phrase.Regions, region => Assert.InRange(region, 0, shown.Regions.Count - 1));
        Assert.Equal(phrase.Text.Trim(), phrase.Text);
    });
}
