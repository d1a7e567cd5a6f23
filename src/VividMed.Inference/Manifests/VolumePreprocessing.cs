namespace VividMed.Inference;

/// <summary>
/// From a volume to the grid that a segmenter sees: axes permuted and flipped to the orientation, then the steps in order.
/// A crop before a z-score narrows what the mean is of; a clip after a resample clips what was interpolated.
/// </summary>
/// <param name="Orientation">Where x, y and z of the prepared grid grow towards, such as RAS (the field's "RAS+") or ASR.</param>
public sealed record VolumePreprocessing(
    int Channels,
    VolumeAxisOrder AxisOrder,
    IReadOnlyList<PreparationStep> Steps,
    string Orientation = "RAS");
