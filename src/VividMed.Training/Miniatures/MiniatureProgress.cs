namespace VividMed.Training;

/// <summary>A step of a miniature's training. Loss is the mean since the last report.</summary>
public sealed record MiniatureProgress(string Model, int Step, int Steps, double Loss);
