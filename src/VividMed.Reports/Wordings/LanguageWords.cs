using VividMed.Reports.Language;
using VividMed.Taxonomy;

namespace VividMed.Reports.Wordings;

/// <summary>
/// A language compiled for matching. It is compiled once: no taxonomy changes it, and its phrases are many more than the names of one.
/// </summary>
internal sealed class LanguageWords
{
    private readonly Lexicon _words;

    public LanguageWords(LanguageFile language)
    {
        var words = _words = Begin(language);
        foreach (var (kind, patterns) in language.Cues) AddAll(Cues, patterns, kind);
        AddModifiers(language.Severities, new Modifier(Side.None, IsSeverity: true));
        AddModifiers(language.Sides.Left, new Modifier(Side.Left));
        AddModifiers(language.Sides.Right, new Modifier(Side.Right));
        AddModifiers(language.Sides.Both, new Modifier(Side.Both));
        AddModifiers(language.Sides.Same, new Modifier(Side.None, IsSameSide: true));
        AddModifiers(language.Sides.Comparison, new Modifier(Side.None));
        AddModifiers(language.Describing, new Modifier(Side.None));
        foreach (var (change, patterns) in language.Changes) AddAll(Changes, patterns, change);
        foreach (var (word, number) in language.Numbers) words.Add(Numbers, word, number);
        foreach (var (unit, millimeters) in language.Units) words.Add(Units, unit, millimeters);
        AddAll(Conjunctions, language.Conjunctions, true);
        AddAll(Alternatives, language.Alternatives, true);
        AddAll(Links, language.Links, true);
        AddAll(Beside, language.Beside, true);
        AddAll(Tips, language.Tips, true);
        AddAll(InPlace, language.InPlace, true);
        AddAll(With, ["with"], true);
        AddAll(No, ["no"], true);
        AddAll(Articles, language.Articles, true);
        AddAll(Normal, language.Normal, true);
        AddAll(Showing, language.Showing, true);
        AddAll(Placing, language.Placing, true);
        AddAll(Regions, language.Regions, true);
        AddAll(Explaining, language.Explaining, true);
        AddAll(Times, language.Times, true);
        AddAll(Distances, language.Distances, true);
        AddAll(Technique, language.Technique, true);
        AddAll(Before, language.Before, true);
        AddAll(Copulas, language.Copulas, true);
        AddAll(Now, language.Now, true);
        AddAll(Ranges, language.Ranges, true);
        AddAll(Pronouns, language.Pronouns, true);
        AddAll(Definite, language.Definite, true);
        AddAll(Largest, language.Largest, true);

        void AddModifiers(string[] patterns, Modifier modifier) => AddAll(Modifiers, patterns, modifier);

        void AddAll<T>(PhraseTrie<T> trie, string[] patterns, T value)
        {
            foreach (var pattern in patterns) words.Add(trie, WordingPattern.Parts(pattern, language.Words), value);
        }
    }

    /// <summary>What is asserted: denials, doubts, times, and where they end.</summary>
    public PhraseTrie<CueKind> Cues { get; } = new();

    public PhraseTrie<Modifier> Modifiers { get; } = new();

    public PhraseTrie<bool> Conjunctions { get; } = new();

    /// <summary>The conjunctions that keep a list under the denial that it began with.</summary>
    public PhraseTrie<bool> Alternatives { get; } = new();

    public PhraseTrie<bool> Links { get; } = new();

    /// <summary>Words for what lies where the finding before it lies.</summary>
    public PhraseTrie<bool> Beside { get; } = new();

    public PhraseTrie<bool> InPlace { get; } = new();

    public PhraseTrie<bool> Tips { get; } = new();

    public PhraseTrie<bool> With { get; } = new();

    public PhraseTrie<bool> No { get; } = new();

    public PhraseTrie<bool> Articles { get; } = new();

    /// <summary>What is said of anatomy that shows nothing.</summary>
    public PhraseTrie<bool> Normal { get; } = new();

    /// <summary>Verbs by which anatomy shows a finding.</summary>
    public PhraseTrie<bool> Showing { get; } = new();

    /// <summary>Words that with a place tell where most of something lies.</summary>
    public PhraseTrie<bool> Placing { get; } = new();

    /// <summary>Words that make a structure before them the name of a place around it.</summary>
    public PhraseTrie<bool> Regions { get; } = new();

    public PhraseTrie<Change> Changes { get; } = new();

    public PhraseTrie<int> Numbers { get; } = new();

    /// <summary>Words between a general name and what it is.</summary>
    public PhraseTrie<bool> Explaining { get; } = new();

    /// <summary>Words between the measures of one size.</summary>
    public PhraseTrie<bool> Times { get; } = new();

    /// <summary>Units of length by their millimeters.</summary>
    public PhraseTrie<double> Units { get; } = new();

    public PhraseTrie<bool> Distances { get; } = new();

    public PhraseTrie<bool> Technique { get; } = new();

    public PhraseTrie<bool> Before { get; } = new();

    /// <summary>Words between a finding and how severe it is.</summary>
    public PhraseTrie<bool> Copulas { get; } = new();

    public PhraseTrie<bool> Now { get; } = new();

    public PhraseTrie<bool> Ranges { get; } = new();

    public PhraseTrie<bool> Pronouns { get; } = new();

    public PhraseTrie<bool> Largest { get; } = new();

    public PhraseTrie<bool> Definite { get; } = new();

    /// <summary>A lexicon that knows these words by the numbers that they have in the tries here, and goes on from there.</summary>
    public Lexicon BeginLexicon() => new(_words);

    /// <summary>A lexicon that knows the abbreviations, and no other words yet.</summary>
    private static Lexicon Begin(LanguageFile language)
    {
        var words = new Lexicon();
        var (anyCase, asWritten) = (new PhraseTrie<Token[]>(), new Dictionary<char, Token[]>());
        foreach (var (letter, meaning) in language.Capitals) asWritten.Add(letter[0], words.Read(meaning).ToArray());
        foreach (var (name, meaning) in language.Abbreviations) words.Add(anyCase, name, words.Read(meaning).ToArray());
        words.Tokenizer.Abbreviations = new Abbreviations(anyCase, asWritten);
        return words;
    }
}
