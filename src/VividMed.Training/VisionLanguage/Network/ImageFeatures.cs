using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage;

/// <summary>
/// What the encoder sees: Tokens [batch, places, width] at an eighth of the grid for the language, and maps
/// [batch, channels, depth, height, width] for the heads: Places at a quarter, Outlines at a half of the grid.
/// </summary>
internal sealed record ImageFeatures(Tensor Tokens, Tensor Places, Tensor Outlines);
