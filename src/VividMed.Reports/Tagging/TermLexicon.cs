using VividMed.Reports.Language;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Reports.Tagging;

/// <summary>The taxonomy compiled for matching: terms, the parts of compositions, and describing words.</summary>
internal sealed class TermLexicon
{
    public TermLexicon(TargetTaxonomy taxonomy, ReportLanguage language, Lexicon lexicon)
    {
        foreach (var target in taxonomy.Targets) AddTarget(target, lexicon);
        AddModifiers(language.Severities, new Modifier(Side.None, IsSeverity: true));
        AddModifiers(language.Sides.Left, new Modifier(Side.Left));
        AddModifiers(language.Sides.Right, new Modifier(Side.Right));
        AddModifiers(language.Sides.Both, new Modifier(Side.Both));
        AddModifiers(language.Sides.Comparison, new Modifier(Side.None));
        AddModifiers(language.Describing, new Modifier(Side.None));
        foreach (var (change, patterns) in language.Changes) AddAll(Changes, patterns, change);
        foreach (var (word, number) in language.Numbers) lexicon.Add(Numbers, word, number);
        foreach (var (unit, millimeters) in language.Units) lexicon.Add(Units, unit, millimeters);
        AddAll(Conjunctions, language.Conjunctions, true);
        AddAll(Alternatives, language.Alternatives, true);
        AddAll(Links, language.Links, true);
        AddAll(Tips, language.Tips, true);
        AddAll(InPlace, language.InPlace, true);
        AddAll(With, ["with"], true);
        AddAll(Articles, language.Articles, true);
        AddAll(Normal, language.Normal, true);
        AddAll(Explaining, language.Explaining, true);
        AddAll(Times, language.Times, true);
        AddAll(Distances, language.Distances, true);
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
            foreach (var phrase in language.Phrases(patterns)) lexicon.Add(trie, phrase, value);
        }
    }

    /// <summary>Targets by name; a null target marks a phrase that is an exclusion.</summary>
    public PhraseTrie<Target?> Terms { get; } = new();

    public PhraseTrie<Composition> Structures { get; } = new();

    public PhraseTrie<StatePart> States { get; } = new();

    public PhraseTrie<Modifier> Modifiers { get; } = new();

    public PhraseTrie<bool> Conjunctions { get; } = new();

    /// <summary>The conjunctions that keep a list under the denial that it began with.</summary>
    public PhraseTrie<bool> Alternatives { get; } = new();

    public PhraseTrie<bool> Links { get; } = new();

    public PhraseTrie<bool> InPlace { get; } = new();

    public PhraseTrie<bool> Tips { get; } = new();

    public PhraseTrie<bool> With { get; } = new();

    public PhraseTrie<bool> Articles { get; } = new();

    /// <summary>What is said of anatomy that shows nothing.</summary>
    public PhraseTrie<bool> Normal { get; } = new();

    public PhraseTrie<Change> Changes { get; } = new();

    public PhraseTrie<int> Numbers { get; } = new();

    /// <summary>Words between a general name and what it is.</summary>
    public PhraseTrie<bool> Explaining { get; } = new();

    /// <summary>Words between the measures of one size.</summary>
    public PhraseTrie<bool> Times { get; } = new();

    /// <summary>Units of length by their millimeters.</summary>
    public PhraseTrie<double> Units { get; } = new();

    public PhraseTrie<bool> Distances { get; } = new();

    public PhraseTrie<bool> Before { get; } = new();

    /// <summary>Words between a finding and how severe it is.</summary>
    public PhraseTrie<bool> Copulas { get; } = new();

    public PhraseTrie<bool> Now { get; } = new();

    public PhraseTrie<bool> Ranges { get; } = new();

    public PhraseTrie<bool> Pronouns { get; } = new();

    public PhraseTrie<bool> Largest { get; } = new();

    public PhraseTrie<bool> Definite { get; } = new();

    public static bool Is<T>(PhraseTrie<T> words, ReadOnlySpan<Token> tokens, int at) =>
        at >= 0 && at < tokens.Length && words.Match(tokens, at, out _) > 0;

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
