using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using VividMed.Shards;

namespace VividMed.Cli.Output;

/// <summary>
/// Progress of work whose end is found on the way: a bar over what is known so far on a terminal, now and then a line on stderr elsewhere.
/// </summary>
internal sealed class CountProgress : IProgress<CountedWork>, IAsyncDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private readonly string _what;
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Task _bar;
    private ProgressTask? _task;
    private long _done;
    private long _known;
    private bool _allKnown;
    private TimeSpan _next = Quiet;

    private CountProgress(string what)
    {
        _what = what;
        _bar = Terminal.IsInteractive ? DrawAsync() : Task.CompletedTask;
    }

    public static CountProgress Start(string what) => new(what);

    /// <summary>So many of so many; may come out of order.</summary>
    public void Report(CountedWork value)
    {
        Expect(value.Of, all: true);
        Report(value.Done);
    }

    /// <summary>So many are done; may come out of order.</summary>
    public void Report(long done)
    {
        lock (_gate)
        {
            _done = Math.Max(_done, done);
            Show();
        }
    }

    /// <summary>So many are known to come, and whether that is all.</summary>
    public void Expect(long known, bool all)
    {
        lock (_gate)
        {
            (_known, _allKnown) = (Math.Max(_known, known), _allKnown || all);
            Show();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _bar;
    }

    private void Show()
    {
        if (_task is not null)
        {
            _task.IsIndeterminate = !_allKnown;
            _task.MaxValue = Math.Max(1, _known);
            _task.Value = _done;
            _task.Description = Line();
        }
        else if (!Terminal.IsInteractive && _time.Elapsed >= _next)
        {
            _next = _time.Elapsed + Quiet;
            Console.Error.WriteLine(Line());
        }
    }

    private string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_done:N0}{(_known > 0 ? $" of {_known:N0}{(_allKnown ? "" : " and more")}" : "")} {_what}, {_done / Math.Max(0.001, _time.Elapsed.TotalSeconds):N0}/s");

    private Task DrawAsync() => ProgressBars.On(Terminal.Error)
        .AutoClear(true)
        .StartAsync(async drawing =>
        {
            _task = drawing.AddTask(_what).IsIndeterminate();
            await _end.Task;
        });
}
