namespace VividMed.Inference;

/// <summary>What to outline: a taxonomy id and a side, which the manifest's labels must have.</summary>
public sealed record SegmentationPrompt(string Target, Laterality Side = Laterality.None);
