using System.Diagnostics;
using System.Text;

namespace VividMed.EndToEnd.Tests;

/// <summary>The built command line as a process of its own: what a user runs.</summary>
internal sealed class Vividmed : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly List<(Func<string, bool> Matches, TaskCompletionSource<string> Seen)> _waiting = [];

    private Vividmed(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(Executable, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Beside the test's own output in the same configuration and platform folder.</summary>
    private static string Executable { get; } = AppContext.BaseDirectory.Replace(
        Path.Combine("tests", "VividMed.EndToEnd.Tests"), Path.Combine("src", "VividMed.Cli"), StringComparison.Ordinal) + "vividmed";

    /// <summary>The folder of the executable.</summary>
    public static string Folder { get; } = Path.GetDirectoryName(Executable)!;

    public static Vividmed Start(params string[] arguments) => new(arguments, environment: null);

    /// <summary>With some variables of its own in the environment.</summary>
    public static Vividmed Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) => new(arguments, environment);

    /// <summary>Runs to the end and gives exit code, stdout and stderr.</summary>
    public static Task<Finished> RunAsync(params string[] arguments) => EndAsync(Start(arguments));

    /// <summary>As the other, with some variables of its own in the environment.</summary>
    public static Task<Finished> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => EndAsync(Start(environment, arguments));

    /// <summary>As <see cref="RunAsync(string[])"/>, and fails with the process's own words when it does not exit 0.</summary>
    public static async Task<Finished> SucceedAsync(params string[] arguments)
    {
        var finished = await RunAsync(arguments);
        Assert.True(finished.ExitCode == 0, $"vividmed {string.Join(' ', arguments)} exited {finished.ExitCode}\n{finished.Output}\n{finished.Errors}");
        return finished;
    }

    public async Task<Finished> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        lock (_waiting) return new Finished(_process.ExitCode, _output.ToString(), _errors.ToString());
    }

    /// <summary>The first line, past or to come, on stdout or stderr that fulfils a condition.</summary>
    public async Task<string> LineAsync(Func<string, bool> matches)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            var past = (_output.ToString() + _errors).Split('\n').FirstOrDefault(matches);
            if (past is not null) return past;
            _waiting.Add((matches, seen));
        }

        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(seen.Task, ended, Task.Delay(Patience)) == seen.Task) return await seen.Task;
        throw new TimeoutException($"the line was not seen\n{_output}\n{_errors}");
    }

    /// <summary>SIGTERM; the process ends itself.</summary>
    public async Task<Finished> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    /// <summary>kill -9: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private static async Task<Finished> EndAsync(Vividmed started)
    {
        await using var process = started;
        return await process.EndAsync();
    }

    private void Take(StringBuilder lines, string? line)
    {
        if (line is null) return;
        lock (_waiting)
        {
            lines.Append(line).Append('\n');
            foreach (var (_, seen) in _waiting.Where(waiting => waiting.Matches(line))) seen.TrySetResult(line);
        }
    }
}
