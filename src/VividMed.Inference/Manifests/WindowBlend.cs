namespace VividMed.Inference;

/// <summary>What is averaged where windows overlap.</summary>
public enum WindowBlend
{
    /// <summary>After the activation, as MONAI's and SAT's inferers do.</summary>
    Probability,

    /// <summary>Before it, as nnU-Net does.</summary>
    Logit,
}
