using CsCheck;
using VividMed.Evaluation.Pages;
using VividMed.Evaluation.Quality;
using VividMed.Evaluation.Review;
using VividMed.Evaluation.Tests.Review;
using VividMed.Grounding;
using VividMed.Grounding.Review;
using VividMed.Shards.Buckets;
using VividMed.Shards.Versions;

namespace VividMed.Evaluation.Tests.Quality;

public sealed class VersionQualityTests
{
    private static readonly IReadOnlyList<Sample> Samples = ReviewScene.Samples(200);

    [Fact]
    public void Every_sample_phrase_and_region_is_counted_once()
    {
        var quality = Of(ReviewConsensus.None, Samples);

        Assert.Equal((200, 200), (quality.Yield.Samples, (int)quality.Splits.Values.Sum()));
        Assert.Equal(Samples.Sum(static sample => sample.Regions.Count), quality.Scores.Values.Sum(static scores => scores.Total));
        Assert.Equal(Samples.Sum(static sample => sample.Phrases.Count(static phrase => phrase.Regions.Count > 0)), quality.Sides.Values.Sum(static sides => sides.Values.Sum()));
        Assert.Equal(200, quality.Sides["pleural effusion"]["left"]);
        Assert.Equal(2, quality.Stated["pulmonary cavity"].Values.Sum());
        Assert.Equal(200, quality.ReportLengths.Total);
    }

    [Fact]
    public void A_patient_of_two_splits_is_told()
    {
        var shared = Samples.Take(2).Select(static (sample, at) => sample with { Patient = "one", Split = at == 0 ? "train" : "test" });

        Assert.Equal(1, Of(ReviewConsensus.None, [.. shared]).SharedPatients);
        Assert.Equal(0, Of(ReviewConsensus.None, [.. Samples.Select(static sample => sample with { Patient = sample.Study })]).SharedPatients);
    }

    [Fact]
    public void What_reviewers_say_calibrates_the_confidence()
    {
        var items = Samples.SelectMany(static sample => ReviewItem.Of(sample)).Where(static item => item.Grounded).ToList();
        var verdicts = items.Select(static (item, at) => item.Judge(at % 4 == 0 ? VerdictKind.WrongRegion : VerdictKind.Accept, correction: null, drawn: null));

        var reliability = Of(ReviewConsensus.Of([new ReviewSubmission("ann", 1, DateTimeOffset.UnixEpoch, [.. verdicts])]), Samples).Reliability!;

        Assert.Equal(items.Count, reliability.Pairs);
        Assert.Equal(0.75, reliability.Bins.Sum(static bin => bin.Pairs * bin.Right) / reliability.Pairs, 2);
        Assert.Null(Of(ReviewConsensus.None, Samples).Reliability);
    }

    [Fact]
    public async Task The_page_holds_what_was_counted_and_no_word_of_a_report()
    {
        var manifest = new DatasetManifest(
            DatasetManifest.SchemaVersion, 3, 2, "mimic-cxr", "id", new SampleRecipe(new Dictionary<string, string> { ["taxonomy"] = "t" }).ToText(),
            new DatasetCounts(1_210, 1_200, 7, new Dictionary<string, long> { ["no-frontal-view"] = 3 }), VersionChanges.None, [], Excluded: null,
            new Dictionary<string, string>(), "run", "program", "runtime");

        var page = await EvaluationPages.RenderAsync(manifest, Of(ReviewConsensus.None, Samples), new Dictionary<string, long> { ["not-dicom"] = 7 }, ReviewReport.Of([], static _ => false));

        Assert.Contains("1,210", page, StringComparison.Ordinal);
        Assert.Contains("not-dicom", page, StringComparison.Ordinal);
        Assert.Contains("pulmonary cavity", page, StringComparison.Ordinal);
        Assert.DoesNotContain("effusion is small", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_histogram_loses_no_value_and_its_quantiles_rise() => Gen.Double[-2, 3].Array[1, 200].Sample(static values =>
    {
        var histogram = new Histogram(0, 1, 20);
        foreach (var value in values) histogram.Add(value);

        Assert.Equal(values.Length, histogram.Total);
        Assert.True(histogram.Quantile(0.25) <= histogram.Quantile(0.75));
        Assert.Equal(values.Count(static value => value < 0.05), histogram.Counts[0]);
    });

    [Fact]
    public void A_histogram_of_nothing_has_no_quantile()
    {
        var histogram = new Histogram(0, 1, 4);
        histogram.Add(double.NaN);

        Assert.Null(histogram.Quantile(0.5));
    }

    private static VersionQuality Of(ReviewConsensus reviews, IReadOnlyList<Sample> samples)
    {
        var quality = new VersionQuality(reviews);
        foreach (var sample in samples) quality.Add(sample);
        return quality;
    }
}
