using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Tests.VisionLanguage;

/// <summary>Reports within the step, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class SynchronousProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}
