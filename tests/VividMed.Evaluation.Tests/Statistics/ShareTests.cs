using CsCheck;
using VividMed.Evaluation.Statistics;

namespace VividMed.Evaluation.Tests.Statistics;

public sealed class ShareTests
{
    /// <summary>Values of Newcombe (1998), Statistics in Medicine 17:857, table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Intervals_are_those_of_the_published_examples(int right, int trials, double low, double high)
    {
        var share = Wilson.Of(right / (double)trials, trials)!;

        Assert.Equal(low, share.Low, 4);
        Assert.Equal(high, share.High, 4);
    }

    [Fact]
    public void No_trial_has_no_share() => Assert.Null(Wilson.Of(0, 0));

    [Fact]
    public void An_interval_holds_its_share_and_shrinks_with_more_trials() => Gen.Double[0, 1].Select(Gen.Double[1, 1_000]).Sample(static (share, trials) =>
    {
        var (few, many) = (Wilson.Of(share, trials)!, Wilson.Of(share, trials * 4)!);
        Assert.InRange(share, few.Low - 1e-12, few.High + 1e-12);
        Assert.True(many.High - many.Low <= few.High - few.Low + 1e-12);
    });

    /// <summary>The worked example of Cohen's statistic that is handed around most: 20, 5, 10 and 15 of 50.</summary>
    [Fact]
    public void Agreement_beyond_chance_is_that_of_the_known_example()
    {
        (bool, bool)[] pairs = [.. Many(20, (true, true)), .. Many(5, (true, false)), .. Many(10, (false, true)), .. Many(15, (false, false))];

        Assert.Equal(0.4, Kappa.Of(pairs)!.Value, 12);
    }

    [Fact]
    public void Full_agreement_is_one_and_no_pair_is_nothing()
    {
        Assert.Equal(1, Kappa.Of([(1, 1), (2, 2)]));
        Assert.Equal(1, Kappa.Of([(1, 1)]));
        Assert.Null(Kappa.Of<int>([]));
    }

    private static IEnumerable<(bool, bool)> Many(int count, (bool, bool) pair) => Enumerable.Repeat(pair, count);
}
