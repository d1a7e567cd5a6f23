namespace VividMed.Inference;

/// <summary>Radiographs: 255 - value, for models that were trained on dark bone.</summary>
public sealed record InvertStep : PreparationStep;
