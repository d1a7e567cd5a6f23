namespace VividMed.Inference;

/// <summary>value / By in float32: by 255 as torchvision's to_tensor does.</summary>
public sealed record DivideStep(double By) : PreparationStep;
