using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Output;

/// <summary>A run's counts in words: all of them where there is room, else those that say most.</summary>
internal static class ProgressLine
{
    public static string Full(SynthesisProgress progress) =>
        $"{progress.Phase}, planned {progress.Planned}, tagged {progress.Tagged}, localized {progress.Localized}, grounded {progress.Grounded}, "
        + $"written {progress.Written}, quarantined {progress.Quarantined}, excluded {progress.Excluded}";

    /// <summary>The longest of these that fits; where none does the run's name is cut, for it is known.</summary>
    public static string Fit(string run, RunSnapshot snapshot, int width)
    {
        var progress = snapshot.Progress;
        var aside = progress.Quarantined > 0 ? $", {progress.Quarantined} in quarantine" : "";
        var ended = $"{snapshot.Ended} of {progress.Planned}";
        string[] lines =
        [
            $"{run}: {Full(progress)}",
            $"{run}: {progress.Phase}, tagged {progress.Tagged}, written {progress.Written} of {progress.Planned}{aside}, excluded {progress.Excluded}",
            $"{run}: {progress.Phase}, {ended}{aside}",
            $"{run}: {ended}{aside}",
            $"{run}: {ended}",
        ];
        if (Array.Find(lines, line => line.Length <= width) is { } fits) return fits;
        var rest = $": {ended}";
        return ProgressBars.Cut(run, Math.Max(1, width - rest.Length)) + rest;
    }
}
