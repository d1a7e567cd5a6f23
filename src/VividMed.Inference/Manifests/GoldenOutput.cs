namespace VividMed.Inference;

/// <summary>An output tensor by its shape, mean, mean magnitude and evenly spaced elements: small enough for a manifest, telling enough for a wrong kernel.</summary>
/// <param name="Tolerance">The largest difference allowed of any of these figures.</param>
/// <param name="Samples">Elements at i * length / samples of the flattened tensor.</param>
public sealed record GoldenOutput(IReadOnlyList<int> Shape, double Tolerance, double Mean, double MeanMagnitude, IReadOnlyList<double> Samples);
