using VividMed.Datasets;
using VividMed.Imaging;

namespace VividMed.Localization.Tests;

public sealed class LocalizationRunTests
{
    private readonly MemoryDataset _dataset = new();

    [Fact]
    public async Task Studies_come_out_in_their_order_with_their_images_and_what_was_found_in_them()
    {
        var localizer = new PlayedStage { Cached = new HashSet<string> { "s1.0", "s3.1" } };
        TaggedStudy[] studies = [.. Enumerable.Range(0, 6).Select(i => _dataset.Study($"s{i}", i % 3))];

        var result = await RunAsync(localizer, studies);

        Assert.Equal(["s0", "s1", "s2", "s3", "s4", "s5"], result.Done.Select(static study => study.Study));
        Assert.Equal([0, 1, 2, 0, 1, 2], result.Done.Select(static study => study.Images.Count));
        Assert.Equal(["s5.0.png", "s5.1.png"], result.Done[5].Images.Select(static image => image.Member));
        Assert.Equal([0, 1], result.Done[5].Candidates.Select(static candidate => candidate.Image));
        Assert.Equal(new InferenceCounts(Answers: 6, CacheHits: 1, Inferences: 5), result.Asked);
        Assert.Equal("on nothing", result.Models["played"]);
        AssertAllGivenBack(localizer, 6);
    }

    [Fact]
    public async Task One_bad_image_spoils_its_own_study_only_and_what_its_other_images_gave_is_kept()
    {
        var localizer = new PlayedStage { Damaged = new HashSet<string> { "b.1" } };

        var result = await RunAsync(localizer, _dataset.Study("a", 2), _dataset.Study("b", 3), _dataset.Study("c", 1));

        Assert.Equal(["a", "c"], result.Done.Select(static study => study.Study));
        Assert.Equal(("b", "truncated-pixel-data"), Assert.Single(result.Quarantined) is var bad ? (bad.Study, bad.Reason) : default);
        Assert.Equal(["a.0", "a.1", "b.0", "b.2", "c.0"], localizer.Stored);
        Assert.Equal("c.0.png", Assert.Single(result.Done[1].Images).Member);
        Assert.Equal(5, result.Asked.Answers);
        AssertAllGivenBack(localizer, 5);
    }

    [Fact]
    public async Task Of_several_images_the_one_that_is_to_be_repaired_is_named()
    {
        _dataset.Study("a", 2);
        var study = _dataset.Tagged("a", new StudyImage("a.0", "a.0.png", "PA"), new StudyImage("a.1", "a.1.png", "PA"));

        var result = await RunAsync(new PlayedStage { Damaged = new HashSet<string> { "a.1" } }, study);

        Assert.StartsWith("image a.1: ", Assert.Single(result.Quarantined).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_with_two_bad_images_is_quarantined_once_for_the_first_of_them()
    {
        _dataset.Study("a", 2);
        _dataset.Files.Remove("a.0.png");
        var study = _dataset.Tagged("a", new StudyImage("a.0", "a.0.png", "PA"), new StudyImage("a.1", "a.1.png", "PA"));

        var result = await RunAsync(new PlayedStage { Damaged = new HashSet<string> { "a.1" } }, study);

        Assert.Equal("missing-file", Assert.Single(result.Quarantined).Reason);
        Assert.Empty(result.Done);
    }

    [Theory]
    [InlineData("a.0")]
    [InlineData("c.1")]
    [InlineData("d.0")]
    public async Task A_result_that_cannot_be_stored_fails_the_stage_and_every_image_is_given_back(string image)
    {
        var localizer = new PlayedStage { Batch = 2, Unstorable = new HashSet<string> { image } };

        await Assert.ThrowsAsync<IOException>(
            () => RunAsync(localizer, _dataset.Study("a", 2), _dataset.Study("b", 2), _dataset.Study("c", 2), _dataset.Study("d", 2)));

        AssertAllGivenBack(localizer);
    }

    [Fact]
    public async Task A_source_that_breaks_fails_the_stage_and_every_image_is_given_back()
    {
        var localizer = new PlayedStage { WhileLoading = PlayedStage.BreaksAt("c.0") };

        await Assert.ThrowsAsync<IOException>(
            () => RunAsync(localizer, _dataset.Study("a", 2), _dataset.Study("b", 2), _dataset.Study("c", 2)));

        AssertAllGivenBack(localizer);
    }

    [Fact]
    public async Task A_run_that_is_stopped_at_whatever_moment_gives_every_image_back()
    {
        TaggedStudy[] studies = [.. Enumerable.Range(0, 12).Select(i => _dataset.Study($"s{i}", 1))];
        for (var trial = 0; trial < 300; trial++)
        {
            using var stop = new CancellationTokenSource();
            var last = $"s{trial % 8}.0";
            var localizer = new PlayedStage { WhileLoading = image => image == last ? stop.CancelAsync() : Task.CompletedTask };

            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => LocalizationRun.OverAsync(_dataset, studies, localizer, loaders: 2, cancellationToken: stop.Token));

            Assert.DoesNotContain("s11.0", localizer.Ran);
            AssertAllGivenBack(localizer);
        }
    }

    [Fact]
    public async Task Nothing_to_do_is_done_at_once()
    {
        var result = await RunAsync(new PlayedStage());

        Assert.Empty(result.Done);
        Assert.Null(result.Asked.HitRate());
    }

    [Fact]
    public async Task Damage_that_shows_only_when_its_turn_comes_keeps_the_others_results_apart()
    {
        var results = new LocalizedStudies(new PlayedStage(), pictures: null);
        var (a, b) = (_dataset.Study("a", 2), _dataset.Study("b", 1));
        await results.AddAsync(Turn(a, 0), TestContext.Current.CancellationToken);
        var failure = QuarantinedStudy.Explain(new ImageFormatException("bad", "bad"), "a", LocalizationRun.Stage, input: null);
        await results.AddAsync(new StudyImageTurn(a, 1) { Failure = failure }, TestContext.Current.CancellationToken);
        await results.AddAsync(Turn(b, 0), TestContext.Current.CancellationToken);

        Assert.Equal("a", Assert.Single(results.Quarantined).Study);
        Assert.Equal(
            ("b", 1, 1),
            Assert.Single(results.Done) is var only ? (only.Study, only.Images.Count, only.Candidates.Count) : default);
    }

    private static StudyImageTurn Turn(TaggedStudy study, int index)
    {
        var facts = new Grounding.SampleImage(study.Study.Images[index].Id, 1, 1, 1, SpacingMm: null, Affine: null, "PA", "");
        return new StudyImageTurn(study, index) { Work = new PlayedImage(facts, needsDevice: true) { Asked = (1, 0) } };
    }

    private static void AssertAllGivenBack(PlayedStage localizer, int? images = null)
    {
        if (images is { } count) Assert.Equal(count, localizer.Loaded.Count);
        Assert.All(localizer.Loaded, static image => Assert.True(image.IsDisposed));
    }

    private Task<LocalizationResult> RunAsync(PlayedStage localizer, params TaggedStudy[] studies) =>
        LocalizationRun.OverAsync(_dataset, studies, localizer, loaders: 2, cancellationToken: TestContext.Current.CancellationToken);
}
