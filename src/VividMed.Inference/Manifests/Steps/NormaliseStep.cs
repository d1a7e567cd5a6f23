namespace VividMed.Inference;

/// <summary>(value - Mean) / Std in float32 with fixed figures: one for all channels, or on radiographs one a channel.</summary>
public sealed record NormaliseStep(IReadOnlyList<double> Mean, IReadOnlyList<double> Std) : PreparationStep;
