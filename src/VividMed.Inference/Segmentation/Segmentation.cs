using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>A prompt's mask on the grid of the original volume. Score is the mean probability (0..1) over the voxels above the threshold; 0 where there are none.</summary>
public sealed record Segmentation(string Target, Laterality Side, Mask Mask, double Score);
