using VividMed.Dashboard.Datasets;
using VividMed.Dashboard.Reviews;
using VividMed.Evaluation.Review;
using VividMed.Grounding.Review;
using VividMed.Shards.Tests;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Dashboard.Tests.Datasets;

public sealed class VersionReviewsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public VersionReviewsTests() => _store = new LocalBlobStore(_folder.Root);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_has_the_precision_of_its_review_s_results_once_they_are_handed_in()
    {
        var samples = Enumerable.Range(10, 20).Select(static number => TestSamples.Radiograph($"s{number}"));
        var manifest = await TestBuckets.CommitAsync(_store, 1, "mimic-cxr", await TestBuckets.WriteAsync(_store, "train", TestSamples.Items(samples)));
        var desk = new ReviewDesk(_store, manifest);
        var sheet = await desk.DrawAsync(new ReviewPlan { Size = 10, Gold = 2 }, Stop);
        foreach (var (number, item) in sheet.Items.Index())
        {
            await desk.PutAsync("ann", item.Id, new ReviewAnswer(item.Id, number % 3 == 0 ? VerdictKind.WrongPhrase : VerdictKind.Accept), Stop);
        }

        Assert.Empty(await VersionReviews.ReadAsync(_store, Stop));
        await desk.HandInAsync(sheet, "ann", DateTimeOffset.UnixEpoch, Stop);

        var (version, review) = Assert.Single(await VersionReviews.ReadAsync(_store, Stop));
        var results = await desk.ResultsAsync(sheet, Stop);
        Assert.Equal((1, 10), (version, review.Subjects));
        Assert.Equal(results.Grounded.Overall, review.Grounded.Overall);
        Assert.Equal(results.Ungrounded.Overall, review.Ungrounded.Overall);
    }

    public void Dispose() => _folder.Dispose();
}
