namespace VividMed.Inference;

/// <summary>
/// An input tensor: a file of little-endian values in row-major order (float32, or int64 for sizes), or noise from a seed,
/// uniform in -2..2, which needs no file. Masks made from a seed are all ones, sizes the tensor's own.
/// </summary>
public sealed record GoldenInput(IReadOnlyList<int> Shape, ModelFile? File = null, int? Seed = null);
