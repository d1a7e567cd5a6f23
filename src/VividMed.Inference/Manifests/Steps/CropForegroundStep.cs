namespace VividMed.Inference;

/// <summary>Volumes: to the box around all values above a limit, and Margin voxels more; a volume with none is kept whole.</summary>
public sealed record CropForegroundStep(double Above, int Margin = 0) : PreparationStep;
