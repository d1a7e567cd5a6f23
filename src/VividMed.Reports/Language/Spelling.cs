using System.Runtime.InteropServices;

namespace VividMed.Reports.Language;

/// <summary>
/// Finds the long word that another one is a slip of: a letter left out, put in, put wrong, or two that changed places. Short words have
/// too many neighbors, and first and last letter must agree: endings are grammar and no slips.
/// </summary>
internal sealed class Spelling
{
    private const int Shortest = 10;

    private readonly Dictionary<(char First, char Last, int Length), List<(string Word, int Id)>> _words = [];

    public void Add(string word, int id)
    {
        // A letter more than what is known may have been put in.
        if (word.Length < Shortest - 1) return;
        ref var words = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, (word[0], word[^1], word.Length), out _);
        (words ??= []).Add((word, id));
    }

    /// <summary>The number of the one word that this is a slip of; 0 where it is of none, or of more than one.</summary>
    public int Find(ReadOnlySpan<char> word)
    {
        if (word.Length < Shortest || !char.IsAsciiLetter(word[0])) return 0;
        var found = 0;
        for (var length = word.Length - 1; length <= word.Length + 1; length++)
        {
            if (!_words.TryGetValue((word[0], word[^1], length), out var words)) continue;
            foreach (var (known, id) in words)
            {
                if (!IsSlip(word, known)) continue;
                if (found != 0) return 0;
                found = id;
            }
        }

        return found;
    }

    private static bool IsSlip(ReadOnlySpan<char> word, ReadOnlySpan<char> known)
    {
        var same = word.CommonPrefixLength(known);
        var rest = word[same..];
        var other = known[same..];
        if (rest.Length != other.Length) return rest.Length > other.Length ? rest[1..].SequenceEqual(other) : other[1..].SequenceEqual(rest);
        return rest.IsEmpty
            || rest[1..].SequenceEqual(other[1..])
            || (rest.Length > 1 && rest[0] == other[1] && rest[1] == other[0] && rest[2..].SequenceEqual(other[2..]));
    }
}
