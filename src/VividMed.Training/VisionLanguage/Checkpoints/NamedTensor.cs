namespace VividMed.Training.VisionLanguage;

/// <summary>A 32-bit float tensor as it lies in a file, last axis fastest.</summary>
internal sealed record NamedTensor(string Name, long[] Shape, float[] Values);
