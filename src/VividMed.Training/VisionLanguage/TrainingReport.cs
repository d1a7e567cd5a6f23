namespace VividMed.Training.VisionLanguage;

/// <summary>What a training call did: its stages, held-out metrics before the first and after the last, and the blobs it left.</summary>
public sealed record TrainingReport(
    IReadOnlyList<StageReport> Stages,
    EvaluationReport Before,
    EvaluationReport After,
    int TrainingStudies,
    int Words,
    long Parameters,
    IReadOnlyList<string> Checkpoints);
