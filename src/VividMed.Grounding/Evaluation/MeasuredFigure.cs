namespace VividMed.Grounding;

/// <summary>A figure with the interval that holds it in 95 of 100 resamplings of the studies, and how many things it was counted over. Null where there was nothing to count.</summary>
public sealed record MeasuredFigure(string Name, double? Value, double? Low, double? High, double Of);
