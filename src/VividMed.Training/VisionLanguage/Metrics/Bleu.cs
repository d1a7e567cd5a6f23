namespace VividMed.Training.VisionLanguage.Metrics;

/// <summary>
/// BLEU of a corpus (Papineni et al. 2002): the geometric mean of clipped n-gram precisions, n from 1 to 4, times a penalty for texts that are
/// shorter than their references. Counts are summed over the corpus before they are divided, and nothing is smoothed: without a common n-gram
/// of each length it is 0.
/// </summary>
internal static class Bleu
{
    public const int Longest = 4;

    /// <summary>What one text adds to a corpus, against its references.</summary>
    public static BleuCounts Count(IReadOnlyList<string> text, params IReadOnlyList<IReadOnlyList<string>> references)
    {
        var (matches, possible) = (new int[Longest], new int[Longest]);
        for (var n = 1; n <= Longest; n++)
        {
            var allowed = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (gram, count) in references.SelectMany(reference => Grams(reference, n)))
            {
                allowed[gram] = Math.Max(allowed.GetValueOrDefault(gram), count);
            }

            foreach (var (gram, count) in Grams(text, n))
            {
                matches[n - 1] += Math.Min(count, allowed.GetValueOrDefault(gram));
                possible[n - 1] += count;
            }
        }

        var closest = references.Select(static reference => reference.Count).OrderBy(length => Math.Abs(length - text.Count)).ThenBy(static length => length).First();
        return new BleuCounts(matches, possible, text.Count, closest);
    }

    /// <summary>0 to 1; null of no text.</summary>
    public static double? Of(IEnumerable<BleuCounts> corpus)
    {
        var (matches, possible, length, wanted, texts) = (new long[Longest], new long[Longest], 0L, 0L, 0);
        foreach (var counts in corpus)
        {
            for (var n = 0; n < Longest; n++) (matches[n], possible[n]) = (matches[n] + counts.Matches[n], possible[n] + counts.Possible[n]);
            (length, wanted, texts) = (length + counts.Length, wanted + counts.Wanted, texts + 1);
        }

        if (texts == 0) return null;
        if (matches.Contains(0)) return 0;
        var precision = Math.Exp(matches.Zip(possible, static (found, of) => Math.Log((double)found / of)).Average());
        return precision * (length >= wanted ? 1 : Math.Exp(1 - ((double)wanted / length)));
    }

    private static IEnumerable<KeyValuePair<string, int>> Grams(IReadOnlyList<string> words, int n) =>
        Enumerable.Range(0, Math.Max(0, words.Count - n + 1)).CountBy(at => string.Join('\n', words.Skip(at).Take(n)), StringComparer.Ordinal);
}

/// <summary>Clipped matches and possible n-grams by length, from 1; the words of the text and of its closest reference.</summary>
internal sealed record BleuCounts(int[] Matches, int[] Possible, int Length, int Wanted);
