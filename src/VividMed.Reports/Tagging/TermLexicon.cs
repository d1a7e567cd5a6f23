using VividMed.Reports.Language;
using VividMed.Taxonomy;

namespace VividMed.Reports.Tagging;

/// <summary>The taxonomy compiled for matching: terms, the parts of compositions, and describing words.</summary>
internal sealed class TermLexicon
{
    private static readonly (Side Side, string[] Words)[] Describing =
    [
        (Side.Left, ["left", "left sided", "left side", "lt"]),
        (Side.Right, ["right", "right sided", "right side", "rt"]),
        (Side.Both, ["bilateral", "bilaterally", "both", "both sided", "both side", "bibasilar", "bibasal", "biapical", "biapically", "bilaterally symmetric", "left and right", "right and left"]),
        (Side.None,
        [
            "upper", "lower", "mid", "middle", "apical", "apex", "basal", "basilar", "base", "perihilar", "retrocardiac", "lateral",
            "medial", "anterior", "posterior", "peripheral", "central", "superior", "inferior", "zone",
            "mild", "mildly", "moderate", "moderately", "severe", "severely", "minimal", "minimally", "trace", "tiny", "small", "large",
            "marked", "slight", "slightly", "extensive", "subtle", "faint", "massive", "minor", "mild to moderate", "moderate to severe",
            "focal", "multifocal", "patchy", "diffuse", "linear", "streaky", "loculated", "layering", "hazy", "dense", "chronic", "acute",
            "stable", "unchanged", "new", "old", "residual", "recurrent", "worsening", "increasing", "decreasing", "improved", "persistent",
            "multiple", "few", "single", "solitary", "several", "scattered", "subsegmental", "discoid", "platelike", "plate like", "ill defined", "well defined", "round", "rounded", "spiculated", "millimetric", "nonspecific", "noncalcified", "calcified", "interstitial", "alveolar", "subpleural", "confluent", "lobar", "segmental", "displaced", "nondisplaced", "healed", "borderline", "nodular",
        ]),
    ];

    public TermLexicon(TargetTaxonomy taxonomy, Lexicon lexicon)
    {
        foreach (var target in taxonomy.Targets) AddTarget(target, lexicon);
        foreach (var (side, words) in Describing)
        {
            foreach (var word in words) lexicon.Add(Modifiers, word, new Modifier(side));
        }

        foreach (var word in (string[])["and", "or", "nor"]) lexicon.Add(Conjunctions, word, true);
        foreach (var word in (string[])["of", "in", "on", "the", "at", "to", "within", "into", "side"]) lexicon.Add(Links, word, true);
        foreach (var phrase in (string[])["consistent with", "compatible with", "in favor of", "in favour of", "secondary to", "due to", "belonging to", "belong to", "suggesting", "suggestive of", "evaluated as", "considered as", "interpreted as", "in keeping with"]) lexicon.Add(Explaining, phrase, true);
        foreach (var word in (string[])["x", "by"]) lexicon.Add(Times, word, true);
        foreach (var unit in (string[])["mm", "cm", "millimeter", "centimeter", "millimetre", "centimetre"]) lexicon.Add(Units, unit, true);
    }

    /// <summary>Targets by name; a null target marks a phrase that is an exclusion.</summary>
    public PhraseTrie<Target?> Terms { get; } = new();

    public PhraseTrie<Composition> Structures { get; } = new();

    public PhraseTrie<StatePart> States { get; } = new();

    public PhraseTrie<Modifier> Modifiers { get; } = new();

    public PhraseTrie<bool> Conjunctions { get; } = new();

    public PhraseTrie<bool> Links { get; } = new();

    /// <summary>Words between a general name and what it is.</summary>
    public PhraseTrie<bool> Explaining { get; } = new();

    /// <summary>Words between the measures of one size.</summary>
    public PhraseTrie<bool> Times { get; } = new();

    public PhraseTrie<bool> Units { get; } = new();

    public static bool Is(PhraseTrie<bool> words, ReadOnlySpan<Token> tokens, int at) => at >= 0 && words.Match(tokens, at, out _) > 0;

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
