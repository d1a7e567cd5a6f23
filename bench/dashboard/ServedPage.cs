using System.Diagnostics;
using System.Globalization;

namespace VividMed.Bench.Dashboard;

/// <summary>The program's dashboard in a process of its own, asked as a browser asks for its first paint.</summary>
internal sealed class ServedPage : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _browser;

    private ServedPage(Process process, Uri address)
    {
        _process = process;
        _browser = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
    }

    public static async Task<ServedPage> StartAsync(string program, string state, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo(program, ["dashboard", "--state", state, "--port", "0", "--no-token"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += static (_, line) => Trace.WriteLine(line.Data);
        process.BeginErrorReadLine();
        var address = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The dashboard did not start.");
        return new(process, new Uri(address));
    }

    /// <summary>The median time from asking to the last byte, after one visit that is not counted.</summary>
    public async Task MeasureAsync(string name, string address, int passes, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var before = Processor();
        for (var pass = 0; pass <= passes; pass++)
        {
            var since = Stopwatch.GetTimestamp();
            await _browser.GetStringAsync(new Uri(address, UriKind.Relative), cancellationToken);
            if (pass > 0) times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        times.Sort();
        Write(name, times[times.Count / 2], "ms");
        Write($"{name}.processor", (Processor() - before).TotalMilliseconds / (passes + 1), "ms");
    }

    /// <summary>What the process holds now, and the most it ever held.</summary>
    public void WriteMemory()
    {
        _process.Refresh();
        Write("memory", _process.WorkingSet64 / 1048576.0, "MiB");
        Write("memory.peak", _process.PeakWorkingSet64 / 1048576.0, "MiB");
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>What the process has used of processors: unlike the time, it says the same where others are busy.</summary>
    private TimeSpan Processor()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    private static void Write(string name, double value, string unit) => Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F0} {unit}"));
}
