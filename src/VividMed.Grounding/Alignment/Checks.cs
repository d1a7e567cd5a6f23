namespace VividMed.Grounding.Alignment;

/// <summary>
/// Names of the checks that a region went through, each with its outcome: <c>score=pass</c>, <c>anatomy=fail</c>, <c>side=unknown</c>.
/// </summary>
public static class Checks
{
    /// <summary>The model is confident.</summary>
    public const string Score = "score";

    /// <summary>The region lies on the side that the phrase states.</summary>
    public const string Side = "side";

    /// <summary>Its area or volume is one that such a finding or structure can have.</summary>
    public const string Size = "size";

    /// <summary>It lies in, or touches, the anatomy that it belongs to.</summary>
    public const string Anatomy = "anatomy";

    /// <summary>It lies in the anatomy that the phrase states; a heart lies within the thorax.</summary>
    public const string Place = "place";

    /// <summary>It lies at the level of the lung that the phrase states.</summary>
    public const string Zone = "zone";

    /// <summary>Free fluid lies at the base, at the back or along the chest wall.</summary>
    public const string Base = "base";

    /// <summary>What lies in the pleura reaches the border of the lung.</summary>
    public const string Border = "border";

    /// <summary>The heart's share of the thorax's width is one that it can have, and an enlarged heart's is large.</summary>
    public const string CardiothoracicRatio = "cardiothoracic-ratio";

    /// <summary>There are as many as the report states.</summary>
    public const string Count = "count";

    /// <summary>It is about as large as the report says.</summary>
    public const string StatedSize = "stated-size";

    /// <summary>
    /// Stands without an outcome: the region is of a model that knows phantoms alone, on an image that is none. It counts as not passed.
    /// </summary>
    public const string MiniatureModel = "miniature-model";

    /// <summary>An outcome as records have it; null stands for a check that could not be decided.</summary>
    public static string Outcome(string check, bool? passed) =>
        $"{check}={passed switch { true => "pass", false => "fail", null => "unknown" }}";

    /// <summary>Whether every check passed.</summary>
    public static bool AllPass(IEnumerable<string> checks) => checks.All(static check => check.EndsWith("=pass", StringComparison.Ordinal));

    /// <summary>Whether a check of that name is there and failed.</summary>
    public static bool Failed(IEnumerable<string> checks, string name) =>
        checks.Contains(Outcome(name, passed: false), StringComparer.Ordinal);

    /// <summary>
    /// The checks of two phrases that name one region: each name once, in the order in which it first comes, with the worst of its outcomes.
    /// </summary>
    public static IReadOnlyList<string> Union(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        if (first.SequenceEqual(second, StringComparer.Ordinal)) return first;
        var worst = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var check in first.Concat(second))
        {
            var name = check.Split('=')[0];
            if (!worst.TryGetValue(name, out var known) || Severity(check) > Severity(known)) worst[name] = check;
        }

        return [.. worst.Values];
    }

    private static int Severity(string check) =>
        check.EndsWith("=fail", StringComparison.Ordinal) ? 2 : check.EndsWith("=pass", StringComparison.Ordinal) ? 0 : 1;
}
