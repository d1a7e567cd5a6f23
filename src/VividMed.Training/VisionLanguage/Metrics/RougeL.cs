namespace VividMed.Training.VisionLanguage.Metrics;

/// <summary>
/// ROUGE-L (Lin 2004): the harmonic mean (beta 1) of the shares of a text and of its reference that their longest common subsequence covers.
/// </summary>
internal static class RougeL
{
    /// <summary>0 to 1; 0 where one of them is empty.</summary>
    public static double Of(IReadOnlyList<string> text, IReadOnlyList<string> reference)
    {
        var common = Common(text, reference);
        return common == 0 ? 0 : 2.0 * common / (text.Count + reference.Count);
    }

    private static int Common(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var row = new int[b.Count + 1];
        foreach (var word in a)
        {
            var diagonal = 0;
            for (var j = 1; j <= b.Count; j++)
            {
                var above = row[j];
                row[j] = word == b[j - 1] ? diagonal + 1 : Math.Max(above, row[j - 1]);
                diagonal = above;
            }
        }

        return row[^1];
    }
}
