using System.Runtime.InteropServices;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>
/// Learns which neighbours to join, the most frequent pair first (byte-pair encoding, Sennrich et al. 2016). The same texts give the same merges:
/// ties go to the pair that comes first in ordinal order.
/// </summary>
internal static class BytePairTrainer
{
    private const int LeastOften = 2;

    /// <param name="pieces">how often each piece occurs, as characters that stand for its bytes; nothing is joined across pieces</param>
    /// <param name="most">most merges; fewer where no pair occurs twice</param>
    public static IReadOnlyList<(string Left, string Right)> Learn(IReadOnlyDictionary<string, int> pieces, int most)
    {
        var words = pieces.OrderBy(static piece => piece.Key, StringComparer.Ordinal)
            .Select(static piece => new Word([.. piece.Key.Select(static sign => sign.ToString())], piece.Value))
            .ToList();
        var pairs = new Dictionary<(string Left, string Right), Pair>();
        foreach (var word in words) Count(pairs, word, +1);
        var merges = new List<(string, string)>();
        while (merges.Count < most && Best(pairs) is { } best)
        {
            merges.Add(best);
            foreach (var word in pairs[best].Words.ToList())
            {
                Count(pairs, word, -1);
                word.Join(best);
                Count(pairs, word, +1);
            }
        }

        return merges;
    }

    private static void Count(Dictionary<(string Left, string Right), Pair> pairs, Word word, int sign)
    {
        for (var i = 1; i < word.Parts.Count; i++)
        {
            ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, (word.Parts[i - 1], word.Parts[i]), out _);
            pair ??= new Pair();
            pair.Often += sign * word.Often;
            if (sign > 0) pair.Words.Add(word);
        }
    }

    private static (string Left, string Right)? Best(Dictionary<(string Left, string Right), Pair> pairs)
    {
        ((string Left, string Right) Key, int Often)? best = null;
        foreach (var (key, pair) in pairs)
        {
            if (pair.Often < LeastOften || (best is { } known && (pair.Often < known.Often || (pair.Often == known.Often && Compare(key, known.Key) > 0)))) continue;
            best = (key, pair.Often);
        }

        return best?.Key;
    }

    private static int Compare((string Left, string Right) one, (string Left, string Right) other)
    {
        var left = string.CompareOrdinal(one.Left, other.Left);
        return left != 0 ? left : string.CompareOrdinal(one.Right, other.Right);
    }

    /// <summary>How often two parts stand side by side, and where they have stood.</summary>
    private sealed class Pair
    {
        public int Often { get; set; }

        public HashSet<Word> Words { get; } = [];
    }

    /// <summary>A piece in the parts that it is made of so far.</summary>
    private sealed class Word(List<string> parts, int often)
    {
        public List<string> Parts => parts;

        public int Often => often;

        public void Join((string Left, string Right) pair)
        {
            for (var i = 1; i < parts.Count; i++)
            {
                if (parts[i - 1] != pair.Left || parts[i] != pair.Right) continue;
                parts[i - 1] += parts[i];
                parts.RemoveAt(i);
            }
        }
    }
}
