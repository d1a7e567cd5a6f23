namespace VividMed.Inference;

/// <summary>Values below Low become Low, above High become High; what is no number becomes Low.</summary>
public sealed record ClipStep(double Low, double High) : PreparationStep;
