using CsCheck;
using VividMed.Evaluation.Statistics;

namespace VividMed.Evaluation.Tests.Statistics;

public sealed class BootstrapTests
{
    [Theory]
    [InlineData(new[] { 7.0 }, 7.0, 7.0)]
    [InlineData(new[] { 10.0, 0.0 }, 0.25, 9.75)]
    [InlineData(new[] { 5.0, 1.0, 4.0, 2.0, 3.0 }, 1.1, 4.9)]
    [InlineData(new[] { 0.0, 0.0, 0.0, 1.0 }, 0.0, 0.925)]
    [InlineData(new[] { -2.0, 2.0, 6.0 }, -1.8, 5.8)]
    public void Bounds_lie_between_the_nearest_results_as_numpy_interpolates_them(double[] results, double low, double high)
    {
        var (first, last) = Bootstrap.Interval(results)!.Value;

        Assert.Equal((low, high), (Math.Round(first, 12), Math.Round(last, 12)));
    }

    [Fact]
    public void Of_1001_results_in_a_row_the_26th_and_the_976th_bound_the_figure() =>
        Assert.Equal((25.0, 975.0), Bootstrap.Interval(Enumerable.Range(0, 1001).Reverse().Select(static i => (double)i)));

    [Fact]
    public void Nothing_has_no_interval_and_no_resamplings()
    {
        Assert.Null(Bootstrap.Interval([]));
        Assert.Empty(Bootstrap.Resample(0, 100, seed: 1, static () => new List<int>(), static (sum, at) => sum.Add(at)));
        Assert.Empty(Bootstrap.Resample(5, 0, seed: 1, static () => new List<int>(), static (sum, at) => sum.Add(at)));
    }

    [Fact]
    public void Every_resampling_draws_as_many_items_as_there_are_and_in_time_each_of_them() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 20], Gen.Int).Sample(static (items, resamples, seed) =>
        {
            var draws = Draw(items, resamples, seed);
            return draws.Length == resamples && draws.All(draw => draw.Count == items && draw.TrueForAll(at => at >= 0 && at < items));
        });

    [Fact]
    public void A_seed_gives_the_same_draws_on_every_machine()
    {
        Assert.Equal([3, 8, 6, 0, 3, 6, 0, 9, 8, 8], Draw(items: 10, resamples: 2, seed: 7)[0]);
        Assert.NotEqual(Draw(10, 2, seed: 7)[0], Draw(10, 2, seed: 8)[0]);
    }

    [Fact]
    public void Every_item_is_drawn_about_equally_often()
    {
        var counts = Draw(items: 8, resamples: 5_000, seed: 3).SelectMany(static draw => draw).CountBy(static at => at).ToDictionary();

        // 40,000 draws, 5,000 expected of each, standard deviation 66: five of them either way.
        Assert.Equal(8, counts.Count);
        Assert.All(counts.Values, static count => Assert.InRange(count, 4_670, 5_330));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void The_interval_of_a_share_holds_the_truth_about_95_times_in_100(double truth)
    {
        var held = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(1_000 + seed);
            bool[] outcomes = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble() < truth)];
            var sums = Bootstrap.Resample(outcomes.Length, 400, seed, static () => new int[1], (sum, at) => sum[0] += outcomes[at] ? 1 : 0);
            var (low, high) = Bootstrap.Interval(sums.Select(static sum => sum[0] / 300.0))!.Value;
            if (low <= truth && truth <= high) held++;
        }

        // By the binomial distribution 0.957 are to be expected, 0.91 if the tails were of 5 in 100, and 0.982 if they were of 1.
        Assert.InRange(held / 400.0, 0.935, 0.975);
    }

    private static List<int>[] Draw(int items, int resamples, int seed) =>
        Bootstrap.Resample(items, resamples, seed, static () => new List<int>(), static (sum, at) => sum.Add(at));
}
