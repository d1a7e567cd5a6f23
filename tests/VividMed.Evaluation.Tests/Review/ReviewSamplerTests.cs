using VividMed.Evaluation.Review;
using VividMed.Grounding;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Evaluation.Tests.Review;

public sealed class ReviewSamplerTests
{
    private static readonly IReadOnlyList<Sample> Samples = ReviewScene.Samples(300);

    [Fact]
    public void The_sample_has_the_size_and_the_shares_that_were_asked_for()
    {
        var (sheet, key) = Draw(new ReviewPlan { Size = 100, Ungrounded = 0.3 });

        Assert.Equal((100, 70, 0), (sheet.Items.Count, sheet.Items.Count(static item => item.Grounded), key.Planted.Count));
        Assert.Equal(100, sheet.Items.Select(static item => item.Id).Distinct().Count());
    }

    [Fact]
    public void Weights_make_the_drawn_items_stand_for_all()
    {
        var (sheet, _) = Draw(new ReviewPlan { Size = 60 });
        var all = Samples.SelectMany(static sample => ReviewItem.Of(sample)).CountBy(static item => item.Stratum).ToDictionary();

        Assert.All(sheet.Strata, stratum =>
        {
            Assert.Equal(all[stratum.Name], stratum.Items);
            Assert.Equal(stratum.Drawn, sheet.Items.Count(item => item.Stratum == stratum.Name));
            Assert.Equal(all[stratum.Name], stratum.Weight * stratum.Drawn, 9);
        });
    }

    [Fact]
    public void Every_class_is_looked_at_however_rare_it_is()
    {
        var (sheet, _) = Draw(new ReviewPlan { Size = 40 });

        Assert.Contains(sheet.Items, static item => item.Target == "pulmonary cavity"); // 3 of 300 studies
    }

    [Fact]
    public void What_is_doubtful_is_drawn_more_often_than_its_share()
    {
        var (sheet, _) = Draw(new ReviewPlan { Size = 60 });
        var all = Samples.SelectMany(static sample => ReviewItem.Of(sample)).Where(static item => item.Grounded).ToList();

        Assert.True(Share(sheet.Items.Where(static item => item.Grounded)) > 1.5 * Share(all));

        static double Share(IEnumerable<ReviewItem> items) => items.Average(static item => item.Stratum.EndsWith("/doubtful", StringComparison.Ordinal) ? 1.0 : 0);
    }

    [Fact]
    public void The_draw_depends_on_the_seed_and_not_on_the_order_of_the_samples()
    {
        var sampler = new ReviewSampler(new ReviewPlan { Size = 50, Gold = 5 });
        foreach (var sample in Samples.Reverse()) sampler.Add(sample);

        Assert.Equal(Ids(Draw(new ReviewPlan { Size = 50, Gold = 5 })), Ids(sampler.Draw("id", 1, "recipe")));
        Assert.NotEqual(Ids(Draw(new ReviewPlan { Size = 50, Gold = 5 })), Ids(Draw(new ReviewPlan { Size = 50, Gold = 5, Seed = 2 })));

        static List<string> Ids((ReviewSheet Sheet, ReviewKey Key) drawn) => [.. drawn.Sheet.Items.Select(static item => item.Id), .. drawn.Key.Planted];
    }

    [Fact]
    public void Planted_faults_look_like_others_and_lie_where_nothing_of_the_kind_is()
    {
        var (sheet, key) = Draw(new ReviewPlan { Size = 30, Gold = 8 });
        var planted = sheet.Items.Where(item => key.Planted.Contains(item.Id)).ToList();

        Assert.Equal((8, 8, 38), (planted.Count, sheet.Planted, sheet.Items.Count));
        Assert.All(planted, static item =>
        {
            var sample = Samples.Single(sample => sample.Study == item.Study);
            Assert.DoesNotContain(sample.Regions, region => region.Label == item.Target && region.Box.IoU(VividMed.Imaging.Geometry.Box.Flat(item.Region![0], item.Region[1], item.Region[3], item.Region[4])) > 0.05);
        });
    }

    [Fact]
    public void A_version_with_little_to_see_gives_all_it_has() =>
        Assert.Equal(ReviewScene.Samples(1).SelectMany(static sample => ReviewItem.Of(sample)).Count(), DrawFrom(ReviewScene.Samples(1), new ReviewPlan { Size = 500 }).Sheet.Items.Count);

    [Fact]
    public void A_sheet_holds_no_word_of_a_report() =>
        Assert.DoesNotContain("effusion is", System.Text.Json.JsonSerializer.Serialize(Draw(new ReviewPlan { Size = 50 }).Sheet), StringComparison.Ordinal);

    private static (ReviewSheet Sheet, ReviewKey Key) Draw(ReviewPlan plan) => DrawFrom(Samples, plan);

    private static (ReviewSheet Sheet, ReviewKey Key) DrawFrom(IReadOnlyList<Sample> samples, ReviewPlan plan)
    {
        var sampler = new ReviewSampler(plan);
        foreach (var sample in samples) sampler.Add(sample);
        return sampler.Draw("id", 1, "recipe");
    }
}

/// <summary>Grounded radiographs as the pipeline makes them, with fluid on the left; few of them with a cavity, and some with a box nobody is sure of.</summary>
internal static class ReviewScene
{
    public static IReadOnlyList<Sample> Samples(int count) => [.. Enumerable.Range(0, count).Select(Of)];

    private static Sample Of(int number)
    {
        var cavity = number % 100 == 7;
        var sample = Sample(
            $"The left pleural effusion is small. No pneumothorax. {(cavity ? "A cavity in the right lung." : "")}",
            [Box("pleural effusion", 65, 60 + (number % 5), 95, 90, number % 10 == 3 ? 0.25 : 0.9), .. cavity ? [Box("pulmonary cavity", 10, 20, 25, 35)] : Array.Empty<Candidate>()]);
        var id = $"s{number:D4}";
        return sample with { Id = id, Study = id, Split = number % 4 == 0 ? "validate" : "train" };
    }
}
