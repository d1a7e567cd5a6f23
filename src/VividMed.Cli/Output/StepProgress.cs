using Spectre.Console;
using VividMed.Phantoms.Writing;
using VividMed.Training.Miniatures;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Cli.Output;

/// <summary>
/// Progress of work with a known number of steps: a bar on a terminal, a line on stderr every tenth elsewhere. Reports may be out of order.
/// </summary>
internal sealed class StepProgress : IProgress<PhantomProgress>, IProgress<MiniatureProgress>, IProgress<TrainingProgress>, IAsyncDisposable
{
    private readonly string _what;
    private readonly int _steps;
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Task _bar;
    private ProgressTask? _task;
    private int _done;
    private int _tenths;

    private StepProgress(string what, int steps)
    {
        _what = what;
        _steps = Math.Max(steps, 1);
        _bar = Terminal.IsInteractive ? DrawAsync() : Task.CompletedTask;
    }

    public static StepProgress Start(string what, int steps) => new(what, steps);

    public void Report(PhantomProgress value) => Report(value.Done, note: "");

    public void Report(MiniatureProgress value) => Report(value.Step, $", loss {value.Loss:F3}");

    public void Report(TrainingProgress value) => Report(value.Step, $", loss {value.Loss.Total:F3}");

    private void Report(int value, string note)
    {
        lock (_gate)
        {
            _done = Math.Max(_done, value);
            if (_task is not null) (_task.Value, _task.Description) = (_done, _what + note);
            var tenths = 10 * _done / _steps;
            if (Terminal.IsInteractive || tenths == _tenths) return;
            _tenths = tenths;
            Console.Error.WriteLine($"{_what}: {_done} of {_steps}{note}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _bar;
    }

    private Task DrawAsync() => ProgressBars.On(Terminal.Error).HideCompleted(false).StartAsync(async drawing =>
    {
        _task = drawing.AddTask(_what, maxValue: _steps);
        await _end.Task;
        _task.Value = _done;
    });
}
