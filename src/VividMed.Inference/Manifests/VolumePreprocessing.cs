namespace VividMed.Inference.Manifests;

/// <summary>
/// From a volume to the grid that a segmenter sees: axes permuted and flipped to the orientation, then the steps in order.
/// A crop before a z-score narrows what the mean is of; a clip after a resample clips what was interpolated.
/// </summary>
/// <param name="Orientation">Where x, y and z of the prepared grid grow towards, such as RAS (the field's "RAS+") or ASR.</param>
public sealed record VolumePreprocessing(
    int Channels,
    VolumeAxisOrder AxisOrder,
    IReadOnlyList<PreparationStep> Steps,
    string Orientation = "RAS")
{
    /// <summary>Where the image's tensors have their channels; null is channels first.</summary>
    public TensorLayout? Layout { get; init; }

    /// <summary>False for a graph whose image has no batch axis: one window a call. Null is true.</summary>
    public bool? Batched { get; init; }

    /// <summary>For a graph that looks at slices, not at volumes; the window is then one slice deep. Null for a graph on volumes.</summary>
    public SliceStack? Slices { get; init; }

    /// <summary>What the graph's second image input (the role second) is made like; null for a graph with one.</summary>
    public SecondVolume? Second { get; init; }

    /// <summary>The spatial axes of the tensors over a window, slowest first: three, or two of a model on slices.</summary>
    internal int[] Space(WindowOptions window)
    {
        var (x, y, z) = (window.Size[0], window.Size[1], window.Size[2]);
        return (AxisOrder == VolumeAxisOrder.Zyx, Slices is null) switch
        {
            (true, true) => [z, y, x],
            (true, false) => [y, x],
            (false, true) => [x, y, z],
            _ => [x, y],
        };
    }
}

/// <summary>The order of the spatial axes of a segmenter's tensors, slowest first.</summary>
public enum VolumeAxisOrder
{
    Xyz,
    Zyx,
}

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

/// <summary>What is averaged where windows overlap.</summary>
public enum WindowBlend
{
    /// <summary>After the activation, as MONAI's and SAT's inferers do.</summary>
    Probability,

    /// <summary>Before it, as nnU-Net does.</summary>
    Logit,
}
