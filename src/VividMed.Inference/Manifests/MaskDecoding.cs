namespace VividMed.Inference;

/// <summary>From probabilities on the original grid to a mask.</summary>
/// <param name="Threshold">A voxel belongs to the mask above this probability; a label's own threshold wins.</param>
/// <param name="MinComponentMm3">Connected parts (6 neighbours) of less volume are removed; 0 keeps all.</param>
public sealed record MaskDecoding(double Threshold, double MinComponentMm3);
