using Spectre.Console;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Output;

/// <summary>Stage counts of one or more runs as they change.</summary>
internal sealed class ProgressView : IAsyncDisposable
{
    private readonly Dictionary<string, ProgressTask> _bars = [];
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

        var line = Line(snapshot.Progress);
        if (_lines.TryGetValue(run, out var last) && last == line) return;
        _lines[run] = line;
        if (Terminal.IsInteractive && _drawing.Task is { IsCompletedSuccessfully: true, Result: var drawing })
        {
            Draw(drawing, run, snapshot, line);
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
            bar.Description = Markup.Escape($"{training}: {phase}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _display;
    }

    private static string Line(SynthesisProgress progress) =>
        $"{progress.Phase}, planned {progress.Planned}, tagged {progress.Tagged}, localized {progress.Localized}, grounded {progress.Grounded}, "
        + $"written {progress.Written}, quarantined {progress.Quarantined}, excluded {progress.Excluded}";

    private void Draw(ProgressContext drawing, string run, RunSnapshot snapshot, string line)
    {
        if (!_bars.TryGetValue(run, out var bar)) _bars[run] = bar = drawing.AddTask(Markup.Escape(run));
        bar.MaxValue = Math.Max(1, snapshot.Progress.Planned);
        bar.Value = snapshot.Ended;
        bar.Description = Markup.Escape($"{run}: {line}");
    }

    private Task DrawAsync() => Terminal.Error.Progress()
        .AutoClear(false)
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 20 }, new PercentageColumn(),
            new RemainingTimeColumn())
        .StartAsync(async drawing =>
        {
            _drawing.SetResult(drawing);
            await _end.Task;
        });
}
