namespace VividMed.Grounding;

/// <summary>What one study adds to an evaluation: counts by target, and the disagreements.</summary>
public sealed record StudyScore(string Study, IReadOnlyDictionary<string, GroundingTally> Targets, IReadOnlyList<GroundingError> Errors);
