using System.Diagnostics;
using System.Globalization;

namespace VividMed.Bench.Imaging;

/// <summary>Programs of others, run side by side.</summary>
internal static class Peer
{
    /// <summary>Runs a Python program that prints milliseconds of its own best run; null where Python or a module is missing.</summary>
    public static double? Python(string program, params string[] arguments) =>
        Run("/usr/bin/python3", ["-c", program, .. arguments]) is { } text && double.TryParse(text.Trim(), CultureInfo.InvariantCulture, out var milliseconds) ? milliseconds : null;

    /// <summary>What the program writes; null where it is missing or fails.</summary>
    public static string? Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
