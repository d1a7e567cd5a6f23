using System.Diagnostics;
using System.Globalization;

namespace VividMed.Bench.Datasets;

/// <summary>One run of a command: wall time with start-up, and the largest resident memory, which Linux keeps for a living process.</summary>
internal sealed record Measured(double Seconds, long PeakBytes)
{
    public static async Task<Measured> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var time = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var ended = process.WaitForExitAsync(cancellationToken);
        var peak = 0L;
        while (await Task.WhenAny(ended, Task.Delay(20, cancellationToken)) != ended) peak = Math.Max(peak, PeakOf(process.Id));
        var seconds = time.Elapsed.TotalSeconds;
        return process.ExitCode == 0 ? new(seconds, peak) : throw new InvalidOperationException($"{string.Join(' ', arguments)} exited {process.ExitCode}: {await errors}");
    }

    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It has just ended.
        }
    }
}
