namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>What a training is about to do, and roughly what memory it takes: told before its first step.</summary>
/// <param name="Parameters">Of the network.</param>
/// <param name="Studies">That are learned from.</param>
/// <param name="Steps">Of all its stages.</param>
/// <param name="PeakMemory">Bytes that the process will hold at most, from sizes alone.</param>
public sealed record TrainingPlan(long Parameters, long Studies, long Steps, long PeakMemory);
