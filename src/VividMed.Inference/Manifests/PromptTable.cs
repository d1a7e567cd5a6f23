namespace VividMed.Inference;

/// <summary>
/// Embeddings that stand for the labels: a float32 little-endian matrix [labels, Dimension], row i for label i.
/// </summary>
/// <param name="Encoder">What made the embeddings, with its revision.</param>
public sealed record PromptTable(ModelFile File, int Dimension, int MaxPromptsPerCall, string Encoder);
