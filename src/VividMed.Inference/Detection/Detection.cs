using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>A finding on a radiograph. Box is in pixels of the original image; Score is 0..1.</summary>
public sealed record Detection(string Label, string Target, Laterality Side, Box Box, double Score);
