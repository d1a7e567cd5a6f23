namespace VividMed.Inference;

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
