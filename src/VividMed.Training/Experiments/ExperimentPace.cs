using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Experiments;

/// <summary>Tells how long the rest of an experiment takes, from the cells that it has trained so far.</summary>
internal sealed class ExperimentPace(TimeProvider time, int cells, int steps)
{
    private readonly long _begun = time.GetTimestamp();
    private readonly int _cells = cells;
    private double _trained;
    private int _left = cells;

    /// <summary>A cell that was there.</summary>
    public void Skip() => _left--;

    /// <summary>A cell that was trained and measured.</summary>
    public void Finish() => (_trained, _left) = (_trained + 1, _left - 1);

    public IProgress<TrainingProgress> Of(int cell, string arm, int seed, IProgress<ExperimentProgress>? progress) => new CellProgress(step =>
        progress?.Report(new ExperimentProgress(cell + 1, _cells, arm, seed, step.Step, step.Steps, Left(step))));

    /// <summary>A cell counts as its share of steps; measuring it, which is told when it is done, is part of what later cells are expected to take.</summary>
    private TimeSpan? Left(TrainingProgress step)
    {
        var done = _trained + Math.Min(1, (double)step.Step / Math.Max(step.Steps, steps));
        return done <= 0 ? null : time.GetElapsedTime(_begun) / done * (_trained + _left - done);
    }

    /// <summary>At once and in order, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class CellProgress(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
