namespace VividMed.Inference.Manifests;

/// <summary>
/// A run whose outputs are known. It is repeated by <c>vividmed models check</c> and before TensorRT or CUDA graphs are trusted with a
/// model.
/// </summary>
/// <param name="Inputs">One tensor for each input role.</param>
/// <param name="Outputs">What to expect of each output role.</param>
public sealed record GoldenCase(IReadOnlyDictionary<string, GoldenInput> Inputs, IReadOnlyDictionary<string, GoldenOutput> Outputs);

/// <summary>
/// An input tensor: a file of little-endian values in row-major order (float32, or int64 for sizes), or noise from a seed,
/// uniform in -2..2, which needs no file. Masks made from a seed are all ones, sizes the tensor's own.
/// </summary>
public sealed record GoldenInput(IReadOnlyList<int> Shape, ModelFile? File = null, int? Seed = null);

/// <summary>
/// An output tensor by its shape, mean, mean magnitude and evenly spaced elements: small enough for a manifest, telling enough for a wrong
/// kernel.
/// </summary>
/// <param name="Tolerance">The largest difference allowed of any of these figures.</param>
/// <param name="Samples">Elements at i * length / samples of the flattened tensor.</param>
public sealed record GoldenOutput(
    IReadOnlyList<int> Shape, double Tolerance, double Mean, double MeanMagnitude, IReadOnlyList<double> Samples);
