namespace VividMed.Inference;

/// <summary>Minus the mean, over the standard deviation, of the values at hand: of what earlier steps left.</summary>
/// <param name="Ddof">The deviation's divisor is n - Ddof: 0 as numpy has it, 1 as torch has it.</param>
public sealed record ZScoreStep(int Ddof = 0) : PreparationStep;
