using System.Globalization;
using Spectre.Console;
using VividMed.Cli.Output;
using VividMed.Training.Experiments;

namespace VividMed.Cli.Experiments;

/// <summary>An experiment as it runs, on stderr, and its report on stdout.</summary>
internal sealed class ExperimentView : IProgress<ExperimentProgress>, IAsyncDisposable
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _bar;
    private ProgressTask? _task;
    private (int Cell, int Quarter) _told;

    private ExperimentView() => _bar = Terminal.IsInteractive ? DrawAsync() : Task.CompletedTask;

    public static ExperimentView Start() => new();

    public void Report(ExperimentProgress value)
    {
        var line = Line(value);
        if (_task is not null)
        {
            (_task.MaxValue, _task.Value, _task.Description) = (value.Cells, value.Cell - 1 + ((double)value.Step / value.Steps), line);
            return;
        }

        var told = (value.Cell, 4 * value.Step / value.Steps);
        if (Terminal.IsInteractive || told == _told) return;
        _told = told;
        Console.Error.WriteLine(line);
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _bar;
    }

    /// <summary>Such as <c>training 3 of 18: none, seed 1, step 300 of 600, about 31 minutes left</c>.</summary>
    public static string Line(ExperimentProgress value) => string.Create(
        CultureInfo.InvariantCulture,
        $"training {value.Cell} of {value.Cells}: {value.Arm}, seed {value.Seed}, step {value.Step} of {value.Steps}{(value.Left is { } left ? $", about {Math.Ceiling(left.TotalMinutes)} minutes left" : "")}");

    public static void Write(ExperimentReport report)
    {
        Console.Out.WriteLine($"{report.Title}: {report.HeldOutStudies} held-out studies of {report.HeldOutPatients} patients, {report.Seeds.Count} seeds");
        TableOutput.Write(
            ["arm", "what it is", "steps", "studies", "minutes"],
            report.Arms.Select(static arm => (IReadOnlyList<string>)[arm.Name, arm.What, $"{arm.Steps:F0}", $"{arm.TrainingStudies:F0}", $"{arm.Minutes:F1}"]));
        foreach (var table in report.Tables) Write(table);
        foreach (var note in report.Notes) Console.Out.WriteLine(note);
    }

    /// <summary>A figure and arm a row: intervals are too wide for a column an arm.</summary>
    private static void Write(ExperimentTable table)
    {
        Console.Out.WriteLine($"{table.Title}; differences to \"{table.Reference}\"");
        TableOutput.Write(
            ["", "arm", "mean over seeds (95 %)", "difference (over seeds; over patients)"],
            table.Rows.Where(static row => row.Value is not null)
                .Select(static row => (IReadOnlyList<string>)[row.Figure, row.Arm, ExperimentMarkdown.ValueOf(row.Value), row.Difference is null ? "" : ExperimentMarkdown.DifferenceOf(row.Difference)]));
    }

    private Task DrawAsync() => Terminal.Error.Progress().HideCompleted(false).StartAsync(async drawing =>
    {
        _task = drawing.AddTask("experiment");
        await _end.Task;
    });
}
