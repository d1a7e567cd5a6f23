namespace VividMed.Grounding;

/// <summary>One disagreement with the truth, by ids alone: never report text.</summary>
/// <param name="Kind">wrong-region, side-error, missed, region-on-negative, not-tagged.</param>
/// <param name="Reason">The phrase's own reason where it has no region.</param>
public sealed record GroundingError(string Study, string Kind, string Target, string Side, string? Reason);
