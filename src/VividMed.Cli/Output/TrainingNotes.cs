using System.Globalization;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Cli.Output;

/// <summary>Says before a training what it will take, warns where the machine has less, and tells the time that its first steps let expect.</summary>
/// <param name="say">Given one line at a time.</param>
/// <param name="free">Bytes of memory that can be had.</param>
internal sealed class TrainingNotes(Action<string> say, long free) : IProgress<TrainingPlan>, IProgress<TrainingProgress>
{
    /// <summary>The first step is slower than the others and does not count.</summary>
    private const int Looked = 5;

    private int _steps;
    private double _seconds;

    public TrainingPlan? Plan { get; private set; }

    public void Report(TrainingPlan value)
    {
        Plan = value;
        say(string.Create(
            CultureInfo.InvariantCulture,
            $"training: {value.Parameters:N0} parameters, {value.Studies:N0} studies, {value.Steps:N0} steps; about {ByteText.Of(value.PeakMemory)} of memory"));
        if (value.PeakMemory > free)
        {
            say($"warning: only {ByteText.Of(free)} of memory are left here; a smaller --size or --batch takes less");
        }
    }

    /// <param name="value">With its step counted over all stages.</param>
    public void Report(TrainingProgress value)
    {
        if (_steps > Looked) return;
        if (_steps++ > 0) _seconds += (value.Waited + value.Worked).TotalSeconds;
        if (_steps <= Looked || Plan is null) return;
        var left = TimeSpan.FromSeconds(Math.Ceiling(_seconds / Looked * Math.Max(0, Plan.Steps - value.Step)));
        say(string.Create(CultureInfo.InvariantCulture, $"training: about {left:c} from here ({_seconds / Looked:F2} s a step)"));
    }
}
