namespace VividMed.Grounding;

/// <summary>The phrases of a report tied to regions of its images, and questions with answers that rest on them.</summary>
public sealed record GroundingResult(IReadOnlyList<Phrase> Phrases, IReadOnlyList<Region> Regions, IReadOnlyList<QuestionAnswer> Questions);
