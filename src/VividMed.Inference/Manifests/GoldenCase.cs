namespace VividMed.Inference;

/// <summary>A run whose outputs are known. It is repeated by <c>vividmed models check</c> and before TensorRT or CUDA graphs are trusted with a model.</summary>
/// <param name="Inputs">One tensor for each input role.</param>
/// <param name="Outputs">What to expect of each output role.</param>
public sealed record GoldenCase(IReadOnlyDictionary<string, GoldenInput> Inputs, IReadOnlyDictionary<string, GoldenOutput> Outputs);
