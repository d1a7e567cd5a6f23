namespace VividMed.Evaluation.Statistics;

/// <summary>
/// The signed-rank test of paired differences (Wilcoxon, 1945), two-sided: whether they lie around zero. Zeros are left out and equal sizes
/// share their ranks. Up to <see cref="MostExact"/> differences the chance is exact, by counting over all signs, ties as they are; above
/// that it is by the normal distribution with corrections for ties and for continuity.
/// </summary>
public static class SignedRank
{
    /// <summary>Differences other than zero for which the chance is counted.</summary>
    public const int MostExact = 100;

    /// <summary>Null where every difference is zero, or there is none.</summary>
    public static SignedRankTest? Of(IEnumerable<double> differences) => Of(differences, MostExact);

    internal static SignedRankTest? Of(IEnumerable<double> differences, int mostExact)
    {
        var nonzero = differences.Where(static difference => difference != 0).OrderBy(Math.Abs).ToArray();
        if (nonzero.Length == 0) return null;
        var ranks = Ranks(nonzero);
        var positive = ranks.Where((_, at) => nonzero[at] > 0).Sum();
        var isExact = nonzero.Length <= mostExact;
        return new SignedRankTest(nonzero.Length, positive / 2.0, isExact ? Exact(ranks, positive) : Normal(ranks, positive), isExact);
    }

    /// <summary>Twice the rank of each, so that shared ones are whole.</summary>
    private static int[] Ranks(double[] ordered)
    {
        var ranks = new int[ordered.Length];
        for (var at = 0; at < ordered.Length;)
        {
            var end = at + 1;
            while (end < ordered.Length && Math.Abs(ordered[end]) == Math.Abs(ordered[at])) end++;
            Array.Fill(ranks, at + 1 + end, at, end - at);
            at = end;
        }

        return ranks;
    }

    private static double Exact(int[] ranks, int positive)
    {
        // The chance of each sum of the ranks with a positive sign, where each sign is a coin's.
        var chance = new double[ranks.Sum() + 1];
        chance[0] = 1;
        var reached = 0;
        foreach (var rank in ranks)
        {
            reached += rank;
            for (var sum = reached; sum >= 0; sum--) chance[sum] = (chance[sum] + (sum >= rank ? chance[sum - rank] : 0)) / 2;
        }

        var lower = Math.Min(positive, ranks.Sum() - positive);
        return Math.Min(1, 2 * chance.Take(lower + 1).Sum());
    }

    private static double Normal(int[] ranks, int positive)
    {
        // Of doubled ranks: the mean is half their sum, the variance a quarter of the sum of their squares, which has the ties in it.
        var off = Math.Max(0, Math.Abs(positive - (ranks.Sum() / 2.0)) - 1);
        return 2 * NormalTail.Above(off / Math.Sqrt(ranks.Sum(static rank => (double)rank * rank) / 4));
    }
}

/// <summary>What the test says.</summary>
/// <param name="Pairs">Differences other than zero.</param>
/// <param name="Positive">The sum of the ranks of the positive ones.</param>
/// <param name="P">The chance of a sum so far from the middle where the differences lie around zero.</param>
/// <param name="IsExact">Whether it was counted.</param>
public sealed record SignedRankTest(int Pairs, double Positive, double P, bool IsExact);
