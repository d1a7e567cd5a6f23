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

    private static IReadOnlyList<string> Sideless(Target target) =>
        [.. target.Synonyms.Where(static name => !WordsOfSides.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))];
}
