namespace VividMed.Inference;

/// <summary>How the probabilities of several classes become masks.</summary>
public enum MaskMerge
{
    /// <summary>Each class against its threshold.</summary>
    Independent,

    /// <summary>A pixel or voxel belongs to the class with the highest probability, background among them; thresholds do not count.</summary>
    Argmax,
}
