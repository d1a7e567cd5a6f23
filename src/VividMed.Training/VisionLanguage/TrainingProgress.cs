namespace VividMed.Training.VisionLanguage;

/// <summary>One step done: the stage, the step (from 1) of how many, and the step's losses.</summary>
public sealed record TrainingProgress(int Stage, int Step, int Steps, StepLoss Loss);
