namespace VividMed.Inference;

/// <summary>
/// What a class or prompt of a model stands for. Name is the model's own; Target is the taxonomy id without a side.
/// </summary>
/// <param name="ScoreThreshold">0..1; wins over the general one.</param>
/// <param name="Index">
/// The class index of a detector, the output channel of a class segmenter, the row of the prompt table; null where it is the
/// label's position in the list. Classes without a label are never reported.
/// </param>
public sealed record ModelLabel(string Name, string Target, Laterality Side = Laterality.None, double? ScoreThreshold = null, int? Index = null);
