namespace VividMed.Inference.Manifests;

/// <summary>From a segmenter's output to masks on the original grid: probabilities are brought there first, then decided.</summary>
/// <param name="Threshold">A voxel belongs to the mask above this probability; a label's own threshold wins.</param>
/// <param name="MinComponentMm3">Volumes: connected parts (6 neighbors) of less volume are removed; 0 keeps all.</param>
/// <param name="MinComponentShare">Radiographs: connected parts (4 neighbors) of a smaller share of the image's pixels are removed; 0 keeps
/// all.</param>
/// <param name="KeepLargest">Only the largest connected part remains.</param>
/// <param name="Channels">Output channels of a class segmenter, background included; null where there is one a label.</param>
public sealed record MaskDecoding(
    double Threshold,
    double MinComponentMm3 = 0,
    double MinComponentShare = 0,
    MaskActivation Activation = MaskActivation.Sigmoid,
    MaskMerge Merge = MaskMerge.Independent,
    bool KeepLargest = false,
    int? Channels = null)
{
    /// <summary>Where the masks have their classes or prompts; null is channels first.</summary>
    public TensorLayout? Layout { get; init; }

    /// <summary>False for masks without a batch axis: one image or window a call. Null is true.</summary>
    public bool? Batched { get; init; }
}

/// <summary>What makes probabilities of a segmenter's output.</summary>
public enum MaskActivation
{
    /// <summary>Each channel on its own: masks may overlap.</summary>
    Sigmoid,

    /// <summary>Over all channels, which exclude each other.</summary>
    Softmax,

    /// <summary>The graph gives probabilities already.</summary>
    None,
}

/// <summary>How the probabilities of several classes become masks.</summary>
public enum MaskMerge
{
    /// <summary>Each class against its threshold.</summary>
    Independent,

    /// <summary>
    /// A pixel or voxel belongs to the class with the highest probability, background among them; thresholds do not count.
    /// </summary>
    Argmax,
}
