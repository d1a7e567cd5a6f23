namespace VividMed.Inference;

/// <summary>The order of the spatial axes of a segmenter's tensors, slowest first.</summary>
public enum VolumeAxisOrder
{
    Xyz,
    Zyx,
}
