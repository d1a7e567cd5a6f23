namespace VividMed.Inference;

/// <summary>
/// A class of a detector (its position in the list is the class index) or a prompt of a segmenter (its position is the
/// row of the prompt table). Name is the model's own; Target is the taxonomy id without a side.
/// </summary>
public sealed record ModelLabel(string Name, string Target, Laterality Side = Laterality.None, double? ScoreThreshold = null);
