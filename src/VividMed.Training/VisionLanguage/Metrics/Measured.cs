namespace VividMed.Training.VisionLanguage.Metrics;

/// <summary>A figure, the bounds of its 95 % interval where one was drawn, and how many things it is counted over.</summary>
public sealed record Measured(double Value, double? Low, double? High, int Count);
