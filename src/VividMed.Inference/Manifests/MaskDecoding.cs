namespace VividMed.Inference;

/// <summary>From a segmenter's output to masks on the original grid: probabilities are brought there first, then decided.</summary>
/// <param name="Threshold">A voxel belongs to the mask above this probability; a label's own threshold wins.</param>
/// <param name="MinComponentMm3">Volumes: connected parts (6 neighbours) of less volume are removed; 0 keeps all.</param>
/// <param name="MinComponentShare">Radiographs: connected parts (4 neighbours) of a smaller share of the image's pixels are removed; 0 keeps all.</param>
/// <param name="KeepLargest">Only the largest connected part remains.</param>
/// <param name="Channels">Output channels of a class segmenter, background included; null where there is one a label.</param>
public sealed record MaskDecoding(
    double Threshold,
    double MinComponentMm3 = 0,
    double MinComponentShare = 0,
    MaskActivation Activation = MaskActivation.Sigmoid,
    MaskMerge Merge = MaskMerge.Independent,
    bool KeepLargest = false,
    int? Channels = null);
