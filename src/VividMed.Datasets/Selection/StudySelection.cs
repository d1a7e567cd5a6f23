using System.Runtime.CompilerServices;
using VividMed.Taxonomy;

namespace VividMed.Datasets.Selection;

/// <summary>
/// Which of a dataset's studies and images are wanted. The default takes every study with its frontal views and first reconstructions.
/// </summary>
public sealed record StudySelection
{
    /// <summary>No narrowing by ids, splits or number.</summary>
    public static StudySelection Everything { get; } = new();

    /// <summary>Study ids; null takes all. An id that the dataset does not have is listed as excluded with <c>unknown-id</c>.</summary>
    public IReadOnlySet<string>? Ids { get; init; }

    /// <summary>train, validate, test; none takes all.</summary>
    public IReadOnlyList<string> Splits { get; init; } = [];

    /// <summary>
    /// View positions such as PA or LL, or the groups frontal, lateral, any; none takes what the dataset takes by itself (frontal).
    /// </summary>
    public IReadOnlyList<string> Views { get; init; } = [];

    /// <summary>At most so many studies that are not excluded.</summary>
    public int? Limit { get; init; }

    /// <summary>CT: every reconstruction of a scan takes part instead of the first that exists.</summary>
    public bool AllReconstructions { get; init; }

    internal bool Wants(string study, string split) =>
        (Ids is null || Ids.Contains(study)) && (Splits.Count == 0 || split.Length == 0 || Splits.Contains(split, StringComparer.Ordinal));

    /// <summary>Ends the list at the limit, or else with the ids that nobody knows.</summary>
    internal async IAsyncEnumerable<Study> FinishAsync(
        IAsyncEnumerable<Study> studies, Modality modality, Func<string, bool> known,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var taken = 0;
        if (Limit <= 0) yield break;
        await foreach (var study in studies.WithCancellation(cancellationToken))
        {
            yield return study;
            if (study.Exclusion is null && ++taken == Limit) yield break;
        }

        foreach (var id in (Ids ?? new HashSet<string>()).Where(id => !known(id)).Order(StringComparer.Ordinal))
        {
            yield return new Study(id, "", "", modality, [], Report: null, [], "unknown-id");
        }
    }
}

/// <summary>Words for views: the three groups, and the view positions of MIMIC-CXR's metadata.</summary>
public static class ViewNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "frontal", "lateral", "any", "AP", "PA", "LL", "RL", "XTABLE LATERAL", "AP AXIAL", "AP LLD", "AP RLD", "PA LLD", "PA RLD",
        "SWIMMERS", "LAO", "LPO", "RAO",
    ];

    /// <summary>In any case.</summary>
    public static bool IsKnown(string word) => All.Contains(word, StringComparer.OrdinalIgnoreCase);
}

/// <summary>The three splits and what else they are called.</summary>
public static class SplitNames
{
    /// <summary>train, validate or test; null for a word that means none of them.</summary>
    public static string? Parse(string text) => text.Trim().ToLowerInvariant() switch
    {
        "train" or "training" => "train",
        "validate" or "validation" or "valid" or "val" or "dev" => "validate",
        "test" or "testing" => "test",
        _ => null,
    };
}
