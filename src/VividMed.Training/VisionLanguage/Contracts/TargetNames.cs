using VividMed.Taxonomy;

namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>What else targets are called, for a model that is to find a place by any of its names.</summary>
public static class TargetNames
{
    private static readonly string[] WordsOfSides = ["left", "right", "bilateral", "both"];

    /// <summary>The synonyms of every target that has some, by its id; those that name a side are left out, since a side is said beside the name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OthersIn(TargetTaxonomy taxonomy) =>
        taxonomy.Targets.Select(static target => (target.Id, Names: Sideless(target))).Where(static pair => pair.Names.Count > 0)
            .ToDictionary(static pair => pair.Id, static pair => pair.Names, StringComparer.Ordinal);

    /// <summary>The target that a name without a side stands for, in the singular or with an s; null of a stranger.</summary>
    public static Target? Find(TargetTaxonomy taxonomy, string name)
    {
        return Named(name) ?? (name.EndsWith('s') ? Named(name[..^1]) : null);

        Target? Named(string word) => taxonomy.Targets.FirstOrDefault(target => target.Id.Equals(word, StringComparison.OrdinalIgnoreCase))
            ?? taxonomy.Targets.FirstOrDefault(target => target.Synonyms.Contains(word, StringComparer.OrdinalIgnoreCase));
    }

    private static IReadOnlyList<string> Sideless(Target target) =>
        [.. target.Synonyms.Where(static name => !WordsOfSides.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))];
}
