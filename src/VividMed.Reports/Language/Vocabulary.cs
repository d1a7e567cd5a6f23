namespace VividMed.Reports;

/// <summary>Numbers for the words that the rules know, by lemma. Grows while the rules are read, then is only looked up.</summary>
internal sealed class Vocabulary
{
    private const int LongestWord = 40;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public Vocabulary() => _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The number of a word's lemma, 0 if unknown; with <paramref name="learn"/> an unknown one gets a number.</summary>
    public int Find(ReadOnlySpan<char> word, bool learn, out bool plural)
    {
        plural = false;
        if (word.Length > LongestWord) return 0;
        Span<char> lemma = stackalloc char[LongestWord];
        word.ToLowerInvariant(lemma);
        lemma = lemma[..Lemma.Reduce(lemma[..word.Length])];
        plural = lemma.Length < word.Length;
        if (_lookup.TryGetValue(lemma, out var id)) return id;
        if (!learn) return 0;
        _ids.Add(lemma.ToString(), _ids.Count + 1);
        return _ids.Count;
    }
}
