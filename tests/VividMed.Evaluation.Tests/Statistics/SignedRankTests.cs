using CsCheck;
using VividMed.Evaluation.Statistics;

namespace VividMed.Evaluation.Tests.Statistics;

public sealed class SignedRankTests
{
    /// <summary>Darwin's maize: crossed against self-fertilized plants, in eighths of an inch.</summary>
    private static readonly double[] Maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

    [Fact]
    public void Darwins_maize_gives_the_published_chance()
    {
        var test = SignedRank.Of(Maize)!;

        Assert.Equal((15, 96.0, true), (test.Pairs, test.Positive, test.IsExact));
        Assert.Equal(0.041259765625, test.P, 12);
    }

    /// <summary>Hamilton's depression scale before and after a tranquilizer, nine patients (Hollander and Wolfe, 1973).</summary>
    [Fact]
    public void The_depression_scale_gives_the_published_chance()
    {
        double[] before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
        double[] after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];

        var test = SignedRank.Of(before.Zip(after, static (a, b) => a - b))!;

        Assert.Equal((9, 40.0), (test.Pairs, test.Positive));
        Assert.Equal(0.0390625, test.P, 12);
    }

    /// <summary>The textbook's ten pairs with a zero and a tie: the sum is 27, and the normal distribution with both corrections gives 0.6353.</summary>
    [Fact]
    public void Zeros_are_left_out_and_ties_share_their_ranks()
    {
        double[] differences = [15, -7, 5, 20, 0, -9, 17, -12, 5, -10];

        Assert.Equal((9, 27.0, true), (SignedRank.Of(differences)!.Pairs, SignedRank.Of(differences)!.Positive, SignedRank.Of(differences)!.IsExact));
        var normal = SignedRank.Of(differences, mostExact: 0)!;
        Assert.False(normal.IsExact);
        Assert.Equal(0.6353, normal.P, 4);
    }

    [Fact]
    public void The_exact_chance_is_that_of_counting_every_sign() => Gen.Int[-4, 4].Array[1, 9].Sample(static numbers =>
    {
        var differences = Array.ConvertAll(numbers, static number => (double)number);
        var test = SignedRank.Of(differences);
        if (test is null) return differences.All(static difference => difference == 0);
        var sizes = differences.Where(static difference => difference != 0).Select(Math.Abs).ToArray();
        var ranks = Array.ConvertAll(sizes, size => (sizes.Count(other => other < size) + 1 + sizes.Count(other => other <= size)) / 2.0);
        var middle = ranks.Sum() / 2;
        var all = Enumerable.Range(0, 1 << sizes.Length).Select(signs => ranks.Where((_, at) => (signs >> at & 1) == 1).Sum()).ToList();
        var far = all.Count(sum => Math.Abs(sum - middle) >= Math.Abs(test.Positive - middle) - 1e-9) / (double)all.Count;
        return Math.Abs(far - test.P) < 1e-9;
    });

    [Fact]
    public void Many_pairs_are_told_by_the_normal_distribution_almost_as_by_counting()
    {
        double[] differences = [.. Enumerable.Range(1, 100).Select(static at => at % 5 < 2 ? -at : (double)at)];

        Assert.Equal(SignedRank.Of(differences)!.P, SignedRank.Of(differences, mostExact: 50)!.P, 3);
        Assert.False(SignedRank.Of([.. differences, 101])!.IsExact);
    }

    [Fact]
    public void No_difference_is_no_test() => Assert.Null(SignedRank.Of([0, 0]));
}
