namespace VividMed.Inference.Manifests;

/// <summary>
/// The same radiograph once more, prepared otherwise, for a graph with two image inputs: the tensor of the role second, laid out as the
/// first. Boxes and masks are in the frame of the first.
/// </summary>
/// <param name="Channels">1 or 3.</param>
/// <param name="PadValue">In the tensor's own units, after all steps.</param>
public sealed record SecondRadiograph(
    int Channels,
    int Width,
    int Height,
    IReadOnlyList<PreparationStep> Steps,
    double PadValue = 0,
    PaddingSide Padding = PaddingSide.End)
{
    internal RadiographPreprocessing Preparation => new(Channels, Width, Height, Steps, PadValue, BatchHint: 1, Padding);
}

/// <summary>
/// The same windows of a volume once more with other values, such as another Hounsfield window, for a graph with two image inputs: the
/// tensor of the role second.
/// </summary>
/// <param name="Channels">As of the first image: 1, 3, or one a slice of the stack.</param>
/// <param name="Steps">All steps from the volume on; those that decide the grid (resample, crop-foreground) are the first image's.</param>
public sealed record SecondVolume(int Channels, IReadOnlyList<PreparationStep> Steps);
