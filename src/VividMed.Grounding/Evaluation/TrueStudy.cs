namespace VividMed.Grounding;

/// <summary>The truth of one study.</summary>
/// <param name="IsComplete">Every mention of the report is there: a region on any other phrase is wrong. Annotations of chosen phrases are not complete.</param>
public sealed record TrueStudy(string Study, IReadOnlyList<TrueMention> Mentions, IReadOnlyList<TrueRegion> Regions, bool IsComplete);
