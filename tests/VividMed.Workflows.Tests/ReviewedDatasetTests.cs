using VividMed.Evaluation.Grounding;
using VividMed.Evaluation.Review;
using VividMed.Grounding.Review;
using VividMed.Imaging.Geometry;
using VividMed.Phantoms.Writing;
using VividMed.Shards.Comparison;
using VividMed.Shards.Reviews;
using VividMed.Shards.Versions;
using VividMed.Workflows.Tests.Support;
using static VividMed.Workflows.Tests.Support.DatasetEdits;

namespace VividMed.Workflows.Tests;

/// <summary>What people say of a version, and what the next one makes of it.</summary>
public sealed class ReviewedDatasetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_version_differs_by_exactly_the_corrected_samples()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 12);
        await scene.RunAsync(scene.Request("first", simulated: false));
        var items = await ItemsAsync(scene, 1);
        var wrong = items.Where(static item => item.Grounded).DistinctBy(static item => item.Study).Take(2).ToList();
        await HandInAsync(scene, "ann", [.. items.Select(item => item.Judge(wrong.Contains(item) ? VerdictKind.WrongRegion : VerdictKind.Accept, null, null))]);

        var outcome = await scene.RunAsync(scene.Request("second", simulated: false));

        Assert.Equal("versions/0002", outcome.Commit.Version);
        var difference = await new VersionDiffer(scene.Store).CompareAsync(1, 2, cancellationToken: Token);
        Assert.Equal(wrong.Select(static item => item.Study).Order(StringComparer.Ordinal), difference.Changed.Select(static sample => sample.Sample));
        Assert.All(difference.Changed, static sample => Assert.Equal(["reviewed"], sample.Why));
        Assert.Empty(difference.Added.Concat(difference.Removed));
        await AssertSoundAsync(scene);
    }

    [Fact]
    public async Task Acceptance_alone_makes_no_version_and_a_word_taken_back_restores_the_old_records()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        var item = (await ItemsAsync(scene, 1)).First(static item => !item.Grounded);
        var correction = new ReviewCorrection { Temporality = VividMed.Taxonomy.Temporality.Historical };

        await HandInAsync(scene, "ann", item.Judge(VerdictKind.Accept, null, null));
        Assert.Equal("versions/0001", (await scene.RunAsync("accepted")).Commit.Version);
        await HandInAsync(scene, "ann", item.Judge(VerdictKind.WrongText, correction, null));
        Assert.Equal("versions/0002", (await scene.RunAsync("corrected")).Commit.Version);
        await HandInAsync(scene, "ann", item.Judge(VerdictKind.Accept, null, null));
        Assert.Equal("versions/0003", (await scene.RunAsync("taken-back")).Commit.Version);

        Assert.Equal(
            (await DatasetManifest.LoadAsync(scene.Store, 1, Token)).Buckets.Select(static bucket => bucket.Key),
            (await scene.HeadAsync()).Buckets.Select(static bucket => bucket.Key));
    }

    [Fact]
    public async Task A_verdict_on_a_report_that_has_changed_since_corrects_nothing()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync("first");
        var item = (await ItemsAsync(scene, 1)).First(static item => !item.Grounded);
        await HandInAsync(scene, "ann", item.Judge(VerdictKind.WrongPhrase, null, null) with { ReportSha256 = new string('0', 64) });

        await scene.RunAsync("second");

        Assert.Contains(await ItemsAsync(scene, 2), other => other.Id == item.Id);
    }

    [Fact]
    public async Task A_drawn_box_is_in_the_record_and_the_quality_report_and_card_tell_of_the_review()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 9);
        await scene.RunAsync(scene.Request("first", simulated: false));
        var item = (await ItemsAsync(scene, 1)).First(static item => item.Grounded);
        await HandInAsync(scene, "ann", item.Judge(VerdictKind.WrongRegion, new ReviewCorrection { Box = Box.Flat(10, 10, 50, 60) }, null));

        await scene.RunAsync(scene.Request("second", simulated: false));

        var sample = await VersionReader.ReadAsync(scene.Store, 2, withImages: false, Token).FirstAsync(stored => stored.Sample.Study == item.Study, Token);
        Assert.Contains(sample.Sample.Regions, static region => region.Model == "review" && region.Box == Box.Flat(10, 10, 50, 60));
        Assert.Contains("\"correctedStudies\": 1", await File.ReadAllTextAsync(Path.Combine(scene.Out, "versions/0002/quality.json"), Token), StringComparison.Ordinal);
        Assert.Contains("1 studies are as they corrected them", await File.ReadAllTextAsync(Path.Combine(scene.Out, "versions/0002/README.md"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_simulated_reader_of_phantoms_finds_little_wrong_and_sees_every_planted_fault()
    {
        using var scene = await PipelineScene.OpenAsync("mimic-cxr", 12);
        await scene.RunAsync(scene.Request("first", simulated: false));
        var sampler = new ReviewSampler(new ReviewPlan { Size = 60, Gold = 6 });
        var samples = await VersionReader.ReadAsync(scene.Store, 1, withImages: false, Token).Select(static stored => stored.Sample).ToListAsync(Token);
        samples.ForEach(sample => sampler.Add(sample));
        var (sheet, key) = sampler.Draw("id", 1, "recipe");
        var reader = new SimulatedReviewer(GroundTruth.OfPhantoms(PhantomTruth.Load(Path.GetDirectoryName(scene.Data)!)), mistakes: 0, seed: 1);

        var answers = sheet.Items.Select(item => reader.Judge(samples.Single(sample => sample.Study == item.Study), item)).OfType<ReviewAnswer>();
        var report = ReviewReport.Of([new ReviewIntake(sheet, key).Take("simulated", DateTimeOffset.UnixEpoch, answers).Submission], static _ => false);

        Assert.Equal(1, Assert.Single(report.Reviewers).Caught!.Share);
        Assert.InRange(report.Grounded.Overall!.Share, 0.85, 1);
    }

    private static async Task<IReadOnlyList<ReviewItem>> ItemsAsync(PipelineScene scene, int version) =>
        await VersionReader.ReadAsync(scene.Store, version, withImages: false, Token).SelectMany(static stored => ReviewItem.Of(stored.Sample).ToAsyncEnumerable()).ToListAsync(Token);

    private static Task HandInAsync(PipelineScene scene, string reviewer, params ReviewVerdict[] verdicts) =>
        ReviewLog.AppendAsync(scene.Store, new ReviewSubmission(reviewer, 1, DateTimeOffset.UnixEpoch, verdicts), Token);
}
