using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage;

/// <summary>
/// Predictions for each phrase: Boxes [phrases, instances, 6] as (centre x, y, z, width, height, depth) in fractions of the image,
/// Objectness [phrases, instances] logits, Masks [phrases, depth, height, width] logits on the half grid.
/// </summary>
internal sealed record Localization(Tensor Boxes, Tensor Objectness, Tensor Masks);
