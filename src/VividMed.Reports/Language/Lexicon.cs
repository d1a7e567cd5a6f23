using System.Runtime.InteropServices;

namespace VividMed.Reports.Language;

/// <summary>Reads phrases of the rules into tries over one vocabulary.</summary>
internal sealed class Lexicon
{
    private readonly List<Token> _buffer = [];
    private readonly Vocabulary _words;

    /// <summary>Knows no word yet.</summary>
    public Lexicon()
        : this(new Vocabulary())
    {
    }

    /// <summary>Goes on from another one: what was read by that one serves here too, and that one learns nothing from this.</summary>
    public Lexicon(Lexicon begun)
        : this(new Vocabulary(begun._words)) => Tokenizer.Abbreviations = begun.Tokenizer.Abbreviations;

    private Lexicon(Vocabulary words) => (_words, Tokenizer) = (words, new Tokenizer(words));

    public Tokenizer Tokenizer { get; }

    public void Add<T>(PhraseTrie<T> trie, string phrase, T value) => trie.Add(Read(phrase), value);

    /// <summary>All phrases that take one text of each part; each text is read once. Words do not go over the border of a part.</summary>
    public void Add<T>(PhraseTrie<T> trie, IReadOnlyList<string[]> parts, T value) =>
        trie.Add([.. parts.Select(texts => Array.ConvertAll(texts, text => Read(text).ToArray()))], value);

    /// <summary>The tokens of a phrase, valid until the next one is read.</summary>
    public ReadOnlySpan<Token> Read(string phrase)
    {
        _buffer.Clear();
        Tokenizer.Read(phrase, 0, phrase.Length, _buffer, learn: true);
        return CollectionsMarshal.AsSpan(_buffer);
    }
}

/// <summary>Numbers for the words that the rules know, by lemma. Grows while the rules are read, then is only looked up.</summary>
internal sealed class Vocabulary
{
    private const int LongestWord = 40;

    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Spelling _spelling = new();

    public Vocabulary()
        : this(new Dictionary<string, int>(StringComparer.Ordinal))
    {
    }

    /// <summary>Knows the words of another one by the same numbers.</summary>
    public Vocabulary(Vocabulary begun)
        : this(new Dictionary<string, int>(begun._ids, StringComparer.Ordinal))
    {
    }

    private Vocabulary(Dictionary<string, int> ids)
    {
        (_ids, _lookup) = (ids, ids.GetAlternateLookup<ReadOnlySpan<char>>());
        foreach (var (word, id) in ids) _spelling.Add(word, id);
    }

    /// <summary>The number of a word's lemma, or of the word that it is a slip of; 0 if unknown. With <paramref name="learn"/> an unknown one gets a number.</summary>
    public int Find(ReadOnlySpan<char> word, bool learn, out bool plural)
    {
        plural = false;
        if (word.Length > LongestWord) return 0;
        Span<char> lemma = stackalloc char[LongestWord];
        word.ToLowerInvariant(lemma);
        lemma = lemma[..Lemma.Reduce(lemma[..word.Length])];
        plural = lemma.Length < word.Length;
        if (_lookup.TryGetValue(lemma, out var id)) return id;
        if (!learn) return _spelling.Find(lemma);
        var learned = lemma.ToString();
        _ids.Add(learned, _ids.Count + 1);
        _spelling.Add(learned, _ids.Count);
        return _ids.Count;
    }
}

/// <summary>The singular of regular English plurals, enough for a vocabulary that is written in the singular.</summary>
internal static class Lemma
{
    /// <summary>Shortens a lower-case word in place and returns its new length.</summary>
    public static int Reduce(Span<char> word)
    {
        var length = word.Length;
        if (length > 2 && word[length - 1] == 's' && word[length - 2] is '\'' or '’') return length - 2;
        if (length < 4 || word[length - 1] != 's') return length;
        if (word.EndsWith("ies"))
        {
            word[length - 3] = 'y';
            return length - 2;
        }

        if (word.EndsWith("sses") || word.EndsWith("xes") || word.EndsWith("ches")) return length - 2;
        return word[length - 2] is 's' or 'u' or 'i' ? length : length - 1;
    }
}
