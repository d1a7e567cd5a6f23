using VividMed.Reports;

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
