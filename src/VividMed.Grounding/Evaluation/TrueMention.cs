using VividMed.Reports;

namespace VividMed.Grounding;

/// <summary>What a report truly says of a target at one place. Mentions of a target stand in the order of the text.</summary>
/// <param name="Regions">The regions that it names; null where they are those of the study that bear its target and side.</param>
public sealed record TrueMention(string Target, FindingKind Kind, Side Side, Polarity Polarity, bool Historical, IReadOnlyList<TrueRegion>? Regions = null);
