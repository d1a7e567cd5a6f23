namespace VividMed.Inference;

/// <summary>Clips to two percentiles (0..100) of the values at hand, interpolated linearly between neighbours as numpy does.</summary>
public sealed record ClipPercentilesStep(double Low, double High) : PreparationStep;
