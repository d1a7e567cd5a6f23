namespace VividMed.Reports.Structure;

/// <summary>
/// Known heading words in any near spelling: dictated headings are misspelled in every way ("IMPERSSION", "FINDNGS", "COMPARSION").
/// </summary>
internal static class HeadingSpelling
{
    private const int ShortestWord = 7;
    private const int MostErrors = 2;

    private static readonly (string Word, string Name)[] Words =
    [
        ("FINDINGS", "findings"), ("IMPRESSION", "impression"), ("CONCLUSION", "impression"), ("COMPARISON", "comparison"),
        ("INDICATION", "indication"),
        ("TECHNIQUE", "technique"), ("EXAMINATION", "examination"), ("RECOMMENDATION", "recommendation"), ("NOTIFICATION", "notification"),
    ];

    /// <summary>The name of the heading that a text in capitals begins with, null if it is near to none.</summary>
    public static string? Find(ReadOnlySpan<char> heading)
    {
        var end = heading.IndexOf(' ');
        var word = end < 0 ? heading : heading[..end];
        if (word.Length < ShortestWord) return null;
        foreach (var (known, name) in Words)
        {
            if (Math.Abs(word.Length - known.Length) <= MostErrors && Distance(word, known) <= MostErrors) return name;
        }

        return null;
    }

    /// <summary>Edits between two short words, where two letters in the wrong order are one (optimal string alignment).</summary>
    private static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var width = b.Length + 1;
        Span<int> costs = stackalloc int[(a.Length + 1) * width];
        for (var i = 0; i <= a.Length; i++) costs[i * width] = i;
        for (var j = 0; j <= b.Length; j++) costs[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var at = (i * width) + j;
                costs[at] = Math.Min(
                    Math.Min(costs[at - 1], costs[at - width]) + 1, costs[at - width - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    costs[at] = Math.Min(costs[at], costs[at - (2 * width) - 2] + 1);
                }
            }
        }

        return costs[^1];
    }
}
