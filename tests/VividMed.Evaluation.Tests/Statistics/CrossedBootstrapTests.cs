using VividMed.Evaluation.Statistics;

namespace VividMed.Evaluation.Tests.Statistics;

public sealed class CrossedBootstrapTests
{
    [Fact]
    public void A_share_is_that_of_all_trials_and_lies_in_its_bounds()
    {
        var share = CrossedBootstrap.Share(Grid(static (reader, one) => (reader + one) % 4 == 0 ? 1 : 0), seed: 1)!;

        Assert.Equal((0.25, 100.0), (share.Share, share.Trials));
        Assert.InRange(share.Share, share.Low, share.High);
    }

    [Fact]
    public void Readers_that_differ_make_it_wider_than_as_many_readings_of_one_mind()
    {
        // As many successes in both; once they all are of two readers.
        var differing = CrossedBootstrap.Share(Grid(static (reader, _) => reader < 2 ? 1 : 0), seed: 1)!;
        var mixed = CrossedBootstrap.Share(Grid(static (reader, one) => (reader + one) % 5 < 2 ? 1 : 0), seed: 1)!;

        Assert.Equal(mixed.Share, differing.Share);
        Assert.True(differing.High - differing.Low > 2 * (mixed.High - mixed.Low));
    }

    [Fact]
    public void Equal_seeds_give_equal_bounds_whatever_the_order_and_none_is_nothing()
    {
        var counts = Grid(static (reader, one) => reader * one % 3 == 0 ? 1 : 0);

        Assert.Equal(CrossedBootstrap.Share(counts, 7), CrossedBootstrap.Share([.. counts.AsEnumerable().Reverse()], 7));
        Assert.NotEqual(CrossedBootstrap.Share(counts, 7), CrossedBootstrap.Share(counts, 8));
        Assert.Null(CrossedBootstrap.Share([], 1));
    }

    private static List<CrossedCount> Grid(Func<int, int, double> value) =>
        [.. from reader in Enumerable.Range(0, 5) from one in Enumerable.Range(0, 20) select new CrossedCount($"r{reader}", $"c{one}", value(reader, one), 1)];
}
