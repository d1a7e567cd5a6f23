namespace VividMed.Training.Experiments;

/// <summary>How far an experiment is: which of its trainings, at which of its steps, and how long the rest takes, where that can be told.</summary>
public sealed record ExperimentProgress(int Cell, int Cells, string Arm, int Seed, int Step, int Steps, TimeSpan? Left);
