using System.Runtime.InteropServices;
using VividMed.Reports.Wordings;

namespace VividMed.Reports.Language;

/// <summary>Reads phrases of the rules into tries over one vocabulary.</summary>
internal sealed class Lexicon
{
    private readonly List<Token> _buffer = [];

    /// <summary>A lexicon that knows the abbreviations of a language, and no words yet.</summary>
    public Lexicon(ReportLanguage language)
    {
        Tokenizer = new Tokenizer(new Vocabulary());
        var (anyCase, asWritten) = (new PhraseTrie<Token[]>(), new Dictionary<char, Token[]>());
        foreach (var (letter, meaning) in language.Capitals) asWritten.Add(letter[0], Read(meaning));
        foreach (var (name, meaning) in language.Abbreviations) Add(anyCase, name, Read(meaning));
        Tokenizer.Abbreviations = new Abbreviations(anyCase, asWritten);
    }

    public Tokenizer Tokenizer { get; }

    public void Add<T>(PhraseTrie<T> trie, string phrase, T value)
    {
        Fill(phrase);
        trie.Add(CollectionsMarshal.AsSpan(_buffer), value);
    }

    private Token[] Read(string phrase)
    {
        Fill(phrase);
        return [.. _buffer];
    }

    private void Fill(string phrase)
    {
        _buffer.Clear();
        Tokenizer.Read(phrase, 0, phrase.Length, _buffer, learn: true);
    }
}

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
