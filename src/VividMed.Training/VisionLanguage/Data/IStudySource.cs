namespace VividMed.Training.VisionLanguage.Data;

/// <summary>Where a stage's studies come from.</summary>
internal interface IStudySource
{
    /// <summary>Those of a step, which follow from the step alone. Steps are asked for in rising order.</summary>
    Task<IReadOnlyList<TrainingStudy>> TakeAsync(int step, CancellationToken cancellationToken);
}
