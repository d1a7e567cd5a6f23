namespace VividMed.Inference;

public enum VolumeNormalisation
{
    /// <summary>Minus the mean, over the standard deviation, of the clipped (and cropped) volume at hand.</summary>
    ZScore,

    /// <summary>The clip range becomes 0..1.</summary>
    UnitRange,
}
