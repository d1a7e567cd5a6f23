using VividMed.Dashboard.Reviews;
using VividMed.Datasets;
using VividMed.Evaluation.Review;
using VividMed.Grounding.Review;
using VividMed.Shards.Reviews;
using VividMed.Shards.Tests;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Dashboard.Tests.Reviews;

public sealed class ReviewDeskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public ReviewDeskTests() => _store = new LocalBlobStore(_folder.Root);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_reviewers_of_a_version_get_the_sheet_that_was_drawn_first()
    {
        var desk = await DeskAsync();
        Assert.Null(await desk.FindSheetAsync(Stop));

        var drawn = await desk.DrawAsync(new ReviewPlan { Size = 12, Seed = 1 }, Stop);
        var again = await desk.DrawAsync(new ReviewPlan { Size = 5, Seed = 2 }, Stop);

        Assert.Equal(12, drawn.Items.Count);
        Assert.Equal(drawn.Items, again.Items, static (one, other) => one.Id == other.Id);
    }

    [Fact]
    public async Task Answers_are_kept_as_they_are_given_and_taken_back()
    {
        var desk = await DeskAsync();
        var sheet = await desk.DrawAsync(new ReviewPlan { Size = 3 }, Stop);
        var (one, two) = (sheet.Items[0].Id, sheet.Items[1].Id);

        await desk.PutAsync("Ann B.", one, new ReviewAnswer(one, VerdictKind.Accept), Stop);
        await desk.PutAsync("Ann B.", two, new ReviewAnswer(two, VerdictKind.WrongPhrase), Stop);
        await desk.PutAsync("Ann B.", one, new ReviewAnswer(one, VerdictKind.WrongPhrase), Stop);
        await desk.PutAsync("Ann B.", two, answer: null, Stop);

        Assert.Equal([new ReviewAnswer(one, VerdictKind.WrongPhrase)], await (await DeskAsync()).AnswersAsync("Ann B.", Stop));
        Assert.Empty(await desk.AnswersAsync("Bob", Stop));
        Assert.Equal(["Ann B."], await desk.ReviewersAsync(Stop));
    }

    [Fact]
    public async Task Answers_of_two_windows_at_a_time_are_all_kept()
    {
        var desk = await DeskAsync();
        var sheet = await desk.DrawAsync(new ReviewPlan { Size = 10 }, Stop);

        await Task.WhenAll(sheet.Items.Select(item => desk.PutAsync("ann", item.Id, new ReviewAnswer(item.Id, VerdictKind.Accept), Stop)));

        Assert.Equal(sheet.Items.Count, (await desk.AnswersAsync("ann", Stop)).Count);
    }

    [Fact]
    public async Task What_is_handed_in_is_a_submission_without_the_planted_faults()
    {
        var desk = await DeskAsync();
        var sheet = await desk.DrawAsync(new ReviewPlan { Size = 10, Gold = 2 }, Stop);
        foreach (var item in sheet.Items) await desk.PutAsync("ann", item.Id, new ReviewAnswer(item.Id, VerdictKind.Accept), Stop);

        var handed = await desk.HandInAsync(sheet, "ann", DateTimeOffset.UnixEpoch, Stop);

        var submission = Assert.Single(await ReviewLog.ReadAsync(_store, Stop));
        Assert.Equal((10, 0), (handed.Verdicts, handed.Corrections));
        Assert.Equal((10, 2), (submission.Verdicts.Count, submission.Gold.Count));
        Assert.Equal("ann", submission.Reviewer);
    }

    [Fact]
    public async Task Figures_count_ones_own_answers_without_the_planted_faults()
    {
        var desk = await DeskAsync();
        var sheet = await desk.DrawAsync(new ReviewPlan { Size = 10, Gold = 2 }, Stop);
        var answers = sheet.Items.Select(static item => new ReviewAnswer(item.Id, VerdictKind.Accept)).ToList();

        var figures = await desk.FiguresAsync(sheet, "ann", answers, Stop);

        Assert.Equal(10, figures.Subjects);
        Assert.True(figures.Grounded.Overall is { Share: 1, Low: > 0.4 and < 1 });
    }

    [Fact]
    public async Task Two_reviewers_agreement_and_the_faults_that_each_has_seen_are_told()
    {
        var desk = await DeskAsync();
        var sheet = await desk.DrawAsync(new ReviewPlan { Size = 10, Gold = 2 }, Stop);
        foreach (var (number, item) in sheet.Items.Index())
        {
            await desk.PutAsync("ann", item.Id, new ReviewAnswer(item.Id, VerdictKind.WrongPhrase), Stop);
            await desk.PutAsync("bob", item.Id, new ReviewAnswer(item.Id, number % 2 == 0 ? VerdictKind.WrongPhrase : VerdictKind.Accept), Stop);
        }

        var results = await desk.ResultsAsync(sheet, Stop);

        Assert.Equal(10, Assert.Single(results.Agreement).Subjects);
        Assert.Equal(1, results.Reviewers.Single(static reviewer => reviewer.Reviewer == "ann").Caught?.Share);
        Assert.True(results.Open > 0);
    }

    [Fact]
    public async Task Nothing_is_handed_in_without_an_answer()
    {
        var desk = await DeskAsync();
        var sheet = await desk.DrawAsync(new ReviewPlan { Size = 3 }, Stop);

        Assert.Equal("nothing-to-hand-in", (await Assert.ThrowsAsync<DatasetException>(() => desk.HandInAsync(sheet, "ann", DateTimeOffset.UnixEpoch, Stop))).Code);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ReviewDesk> DeskAsync()
    {
        if (await DatasetManifest.TryLoadAsync(_store, 1, Stop) is { } standing) return new ReviewDesk(_store, standing);
        var samples = Enumerable.Range(10, 20).Select(static number => TestSamples.Radiograph($"s{number}"));
        var mark = await TestBuckets.WriteAsync(_store, "train", TestSamples.Items(samples));
        return new ReviewDesk(_store, await TestBuckets.CommitAsync(_store, 1, "mimic-cxr", mark));
    }
}
