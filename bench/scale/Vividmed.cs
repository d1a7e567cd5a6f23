using System.Diagnostics;
using System.Globalization;

namespace VividMed.Bench.Scale;

/// <summary>The built program, as a user runs it.</summary>
internal sealed class Vividmed(string program)
{
    /// <summary>Runs it to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<Outcome> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (time, spent) = (Stopwatch.StartNew(), ProcessorOfChildren());
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var ended = process.WaitForExitAsync(cancellationToken);
        var peak = 0L;
        while (await Task.WhenAny(ended, Task.Delay(20, cancellationToken)) != ended) peak = Math.Max(peak, PeakOf(process.Id));

        var seconds = time.Elapsed.TotalSeconds;
        return process.ExitCode == 0
            ? new Outcome(seconds, ProcessorOfChildren() - spent, peak, await output)
            : throw new InvalidOperationException($"vividmed {string.Join(' ', arguments)} exited {process.ExitCode}: {await errors}");
    }

    /// <summary>Seconds of user and system time of all programs that this process has started and that have ended, in ticks of a hundredth.</summary>
    private static double ProcessorOfChildren()
    {
        // Behind the name in parentheses, which may hold blanks, the two are the 14th and 15th.
        var fields = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }

    /// <summary>The largest resident memory, which Linux keeps for a living process.</summary>
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

/// <summary>What a command cost and said.</summary>
/// <param name="Seconds">Wall time with start-up.</param>
/// <param name="ProcessorSeconds">Of all its threads.</param>
internal sealed record Outcome(double Seconds, double ProcessorSeconds, long PeakBytes, string Output);
