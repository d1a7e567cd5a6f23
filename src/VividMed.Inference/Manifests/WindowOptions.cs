namespace VividMed.Inference;

/// <summary>How a volume is cut into windows and what the windows say is blended.</summary>
/// <param name="Size">Voxels of the prepared grid along x, y, z.</param>
/// <param name="Overlap">Share of a window that the next one repeats, 0 to below 1.</param>
/// <param name="PadValue">After all steps of the preparation.</param>
/// <param name="BatchHint">Windows a call where the caller does not choose.</param>
/// <param name="SigmaScale">Width of the Gaussian weights as a share of the window; null weighs all voxels alike.</param>
/// <param name="Blend">Whether probabilities or logits are averaged.</param>
/// <param name="SkipBelow">A window in which no prepared value exceeds this one is not run and counts as empty; null runs all.</param>
public sealed record WindowOptions(
    IReadOnlyList<int> Size,
    double Overlap,
    PaddingSide Padding,
    double PadValue,
    int BatchHint,
    double? SigmaScale = null,
    WindowBlend Blend = WindowBlend.Probability,
    double? SkipBelow = null);
