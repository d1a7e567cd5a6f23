namespace VividMed.Inference;

/// <summary>The lowest value at hand becomes 0, the highest 1; all become 0 where they are equal.</summary>
public sealed record UnitRangeStep : PreparationStep;
