using VividMed.Taxonomy;

namespace VividMed.Grounding;

/// <summary>
/// A finding's words in the report, with what they assert and the regions they name (indices into <see cref="Sample.Regions"/>).
/// Exactly one of Regions (non-empty) and <see cref="Reason"/> (see <see cref="UngroundedReason"/>) is given.
/// </summary>
public sealed record Phrase(
    int Start,
    int End,
    string Text,
    string Target,
    FindingKind Kind,
    Polarity Polarity,
    Temporality Temporality,
    Side Side,
    IReadOnlyList<string> Modifiers,
    IReadOnlyList<int> Regions,
    string? Reason);

/// <summary>Why a phrase has no region: nothing is dropped silently.</summary>
public static class UngroundedReason
{
    public const string UnsupportedTarget = "unsupported-target";
    public const string Absent = "absent";
    public const string Uncertain = "uncertain";
    public const string Historical = "historical";
    public const string BelowThreshold = "below-threshold";
    public const string FailedCheck = "failed-check";
    public const string SideConflict = "side-conflict";
}
