using System.Collections.Concurrent;
using Spectre.Console;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Output;

/// <summary>Stage counts of one or more runs as they change.</summary>
internal sealed class ProgressView : IAsyncDisposable
{
    private readonly Dictionary<string, ProgressTask> _bars = [];
    private readonly ConcurrentDictionary<int, Func<int, string>> _words = new();
    private readonly Dictionary<string, string> _lines = [];
    private readonly HashSet<string> _noticed = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ProgressContext> _drawing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _display;

    private ProgressView() => _display = Terminal.IsInteractive ? DrawAsync() : Task.CompletedTask;

    public static ProgressView Start() => new();

    public void Show(string run, RunSnapshot snapshot)
    {
        if (snapshot.Progress.Notice is { } notice && _noticed.Add(notice)) Console.Error.WriteLine("vividmed: " + notice);
        if (snapshot.Progress.Phase == SynthesisProgress.AwaitingReview && _noticed.Add(run))
        {
            Console.Error.WriteLine($"run {run} waits for its review: 'vividmed review approve {run}' with the same --hub or --state lets it go on");
        }

        var line = ProgressLine.Full(snapshot.Progress);
        if (_lines.TryGetValue(run, out var last) && last == line) return;
        _lines[run] = line;
        if (Terminal.IsInteractive && _drawing.Task is { IsCompletedSuccessfully: true, Result: var drawing })
        {
            Draw(drawing, run, snapshot);
        }
        else if (!Terminal.IsInteractive) Console.Error.WriteLine($"{run}: {line}");
    }

    public void ShowTraining(string phase)
    {
        const string training = "training";
        if (_lines.TryGetValue(training, out var last) && last == phase) return;
        _lines[training] = phase;
        if (!Terminal.IsInteractive) Console.Error.WriteLine($"{training}: {phase}");
        else if (_drawing.Task is { IsCompletedSuccessfully: true, Result: var drawing })
        {
            if (!_bars.TryGetValue(training, out var bar)) _bars[training] = bar = drawing.AddTask(training).IsIndeterminate();
            bar.Description = $"{training}: {phase}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _display;
    }

    private void Draw(ProgressContext drawing, string run, RunSnapshot snapshot)
    {
        if (!_bars.TryGetValue(run, out var bar)) _bars[run] = bar = drawing.AddTask(run);
        bar.MaxValue = Math.Max(1, snapshot.Progress.Planned);
        bar.Value = snapshot.Ended;
        _words[bar.Id] = width => ProgressLine.Fit(run, snapshot, width);
    }

    private Task DrawAsync() => ProgressBars.On(Terminal.Error, (task, width) => _words.TryGetValue(task.Id, out var words) ? words(width) : task.Description)
        .AutoClear(false)
        .StartAsync(async drawing =>
        {
            _drawing.SetResult(drawing);
            await _end.Task;
        });
}
