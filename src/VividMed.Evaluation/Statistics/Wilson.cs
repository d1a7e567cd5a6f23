namespace VividMed.Evaluation.Statistics;

/// <summary>The score interval of a share (Wilson, 1927), at 95 %: sound for few trials and for shares near 0 and 1.</summary>
public static class Wilson
{
    private const double Z = 1.959963984540054;

    /// <summary>The share with its bounds; null of no trial.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="trials">How many independent trials it rests on; of weighted ones the effective number, which need not be whole.</param>
    public static ShareInterval? Of(double share, double trials)
    {
        if (trials <= 0) return null;
        var zz = Z * Z;
        var center = (share + (zz / (2 * trials))) / (1 + (zz / trials));
        var half = Z / (1 + (zz / trials)) * Math.Sqrt((share * (1 - share) / trials) + (zz / (4 * trials * trials)));
        return new ShareInterval(share, Math.Max(0, center - half), Math.Min(1, center + half), trials);
    }
}

/// <summary>A share, 0 to 1, its bounds, and how many trials it rests on.</summary>
public sealed record ShareInterval(double Share, double Low, double High, double Trials);
