using VividMed.Reports.Language;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Reports.Tagging;

/// <summary>The taxonomy compiled for matching: terms and the parts of compositions.</summary>
internal sealed class TermLexicon
{
    /// <param name="lexicon">One that began with the language's words.</param>
    public TermLexicon(TargetTaxonomy taxonomy, LanguageWords words, Lexicon lexicon)
    {
        Words = words;
        foreach (var target in taxonomy.Targets) AddTarget(target, lexicon);
    }

    /// <summary>How things are said of the terms.</summary>
    public LanguageWords Words { get; }

    /// <summary>Targets by name; a null target marks a phrase that is an exclusion.</summary>
    public PhraseTrie<Target?> Terms { get; } = new();

    public PhraseTrie<Composition> Structures { get; } = new();

    public PhraseTrie<StatePart> States { get; } = new();

    public static bool Is<T>(PhraseTrie<T> words, ReadOnlySpan<Token> tokens, int at) =>
        at >= 0 && at < tokens.Length && words.Match(tokens, at, out _) > 0;

    /// <summary>The first token from a place on that is no article.</summary>
    public int AfterArticles(ReadOnlySpan<Token> tokens, int at)
    {
        while (Is(Words.Articles, tokens, at)) at++;
        return at;
    }

    private void AddTarget(Target target, Lexicon lexicon)
    {
        foreach (var name in target.Synonyms.Prepend(target.Id).Distinct(StringComparer.Ordinal)) lexicon.Add(Terms, name, target);
        foreach (var name in target.Exclusions) lexicon.Add(Terms, name, null);
        foreach (var rule in target.Compositions)
        {
            foreach (var name in rule.Structures) lexicon.Add(Structures, name, rule);
            AddStates(rule, target, rule.States, null, lexicon);
            AddStates(rule, target, rule.Normal, Polarity.Absent, lexicon);
            AddStates(rule, target, rule.Borderline, Polarity.Uncertain, lexicon);
        }
    }

    private void AddStates(Composition rule, Target target, IReadOnlyList<string> names, Polarity? stated, Lexicon lexicon)
    {
        foreach (var name in names) lexicon.Add(States, name, new StatePart(rule, target, stated));
    }
}
