namespace VividMed.Inference;

/// <summary>value * Factor + Offset in float32.</summary>
public sealed record ScaleStep(double Factor, double Offset = 0) : PreparationStep;
