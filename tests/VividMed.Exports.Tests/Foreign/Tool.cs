using System.Diagnostics;

namespace VividMed.Exports.Tests.Foreign;

/// <summary>A program of the system, as a reader that shares no code with this project.</summary>
internal static class Tool
{
    /// <summary>All that it prints; skips where it is not installed.</summary>
    public static (int ExitCode, string Text) Run(string program, string folder, params string[] arguments)
    {
        var path = $"/usr/bin/{program}";
        Assert.SkipUnless(File.Exists(path), $"needs {path}");
        var start = new ProcessStartInfo(path, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }
}
