namespace VividMed.Inference.Manifests;

/// <summary>
/// From an 8-bit gray image (bright bone) to a tensor [B, Channels, Height, Width]: the steps in order, the same values in every channel
/// but for a normalization by channel, then padding.
/// </summary>
/// <param name="Padding">Where a resized image that does not fill the tensor lies.</param>
/// <param name="PadValue">In the tensor's own units, after all steps.</param>
/// <param name="BatchHint">Images a call where the caller does not choose; 1 for a graph with a fixed batch of one.</param>
public sealed record RadiographPreprocessing(
    int Channels,
    int Width,
    int Height,
    IReadOnlyList<PreparationStep> Steps,
    double PadValue,
    int BatchHint,
    PaddingSide Padding = PaddingSide.End)
{
    /// <summary>Where the image's tensors have their channels; null is channels first.</summary>
    public TensorLayout? Layout { get; init; }

    /// <summary>False for a graph whose image has no batch axis, as detectron2 traces it: one image a call. Null is true.</summary>
    public bool? Batched { get; init; }

    /// <summary>What the graph's second image input (the role second) is made like; null for a graph with one.</summary>
    public SecondRadiograph? Second { get; init; }

    internal ResizeStep Resize => Steps.OfType<ResizeStep>().Single();
}

/// <summary>
/// Where an input smaller than a model's tensor is padded: after its last pixel or voxel, or on both sides (the odd one at the end).
/// </summary>
public enum PaddingSide
{
    End,
    Both,
}
