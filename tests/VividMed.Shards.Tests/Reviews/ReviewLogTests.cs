using System.Text;
using VividMed.Grounding.Review;
using VividMed.Shards.Reviews;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Reviews;

public sealed class ReviewLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private LocalBlobStore Store => new(_folder.Root);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submissions_come_back_in_their_order_and_as_they_were()
    {
        for (var i = 0; i < 12; i++) await ReviewLog.AppendAsync(Store, By($"r{i}"), Stop);

        var read = await ReviewLog.ReadAsync(Store, Stop);

        Assert.Equal(Enumerable.Range(0, 12).Select(static i => $"r{i}"), read.Select(static submission => submission.Reviewer));
        Assert.Equal(By("r0").Verdicts, read[0].Verdicts);
        Assert.Equal(By("r0").Gold, read[0].Gold);
    }

    [Fact]
    public async Task Two_who_hand_in_at_one_moment_both_stay()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ReviewLog.AppendAsync(Store, By($"r{i}"), Stop)));

        Assert.Equal(8, (await ReviewLog.ReadAsync(Store, Stop)).Select(static submission => submission.Reviewer).Distinct().Count());
    }

    [Fact]
    public async Task Where_nobody_has_looked_nothing_is_in_force() => Assert.Empty((await ReviewLog.ConsensusAsync(Store, Stop)).Subjects);

    [Fact]
    public async Task A_damaged_submission_is_named()
    {
        await Store.WriteAsync("reviews/000001.json", new MemoryStream(Encoding.UTF8.GetBytes("""{"reviewer":"ann"}""")), cancellationToken: Stop);

        var trouble = await Assert.ThrowsAsync<ShardException>(() => ReviewLog.ReadAsync(Store, Stop));

        Assert.Equal("bad-review", trouble.Code);
        Assert.Contains("reviews/000001.json", trouble.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static ReviewSubmission By(string reviewer) =>
        new(reviewer, 1, DateTimeOffset.UnixEpoch, [new ReviewVerdict("s", "r", 0, 4, "mass", VerdictKind.Accept)]) { Gold = [new GoldAnswer("item", VerdictKind.WrongSide)] };
}
