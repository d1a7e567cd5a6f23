namespace VividMed.Inference;

/// <summary>How a volume is cut into windows and the windows' probabilities are blended.</summary>
/// <param name="Size">Voxels of the prepared grid along x, y, z.</param>
/// <param name="Overlap">Share of a window that the next one repeats, 0 to below 1.</param>
/// <param name="SigmaScale">Width of the Gaussian weights as a share of the window; null weighs all voxels alike.</param>
/// <param name="PadValue">After normalisation.</param>
public sealed record WindowOptions(
    IReadOnlyList<int> Size,
    double Overlap,
    WindowPadding Padding,
    double PadValue,
    int BatchHint,
    double? SigmaScale = null);
