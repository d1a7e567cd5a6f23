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
    /// <summary>No configured model can find it.</summary>
    public const string UnsupportedTarget = "unsupported-target";

    /// <summary>The report denies it.</summary>
    public const string Absent = "absent";

    /// <summary>The report leaves it open.</summary>
    public const string Uncertain = "uncertain";

    /// <summary>The report tells it of an earlier examination, whatever it says of it.</summary>
    public const string Historical = "historical";

    /// <summary>A model that can find it found nothing, or nothing that is sure enough.</summary>
    public const string BelowThreshold = "below-threshold";

    /// <summary>What was found is nothing that such a finding can be.</summary>
    public const string FailedCheck = "failed-check";

    /// <summary>It was found on the other side only.</summary>
    public const string SideConflict = "side-conflict";
}
