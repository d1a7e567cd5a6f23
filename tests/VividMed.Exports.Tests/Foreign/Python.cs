using System.Diagnostics;

namespace VividMed.Exports.Tests.Foreign;

/// <summary>The system's Python with packages of others, as a reader that shares no code with this project.</summary>
internal static class Python
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>The lines that a script prints; skips where the package that it imports is not installed.</summary>
    public static string[] Run(string package, string folder, string script)
    {
        Assert.SkipUnless(File.Exists(Interpreter), $"needs {Interpreter}");
        Assert.SkipUnless(Start(folder, $"import {package}").ExitCode == 0, $"needs Python's package {package}");
        var (code, output, error) = Start(folder, script);
        Assert.True(code == 0, error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static (int ExitCode, string Output, string Error) Start(string folder, string script)
    {
        var start = new ProcessStartInfo(Interpreter, ["-c", script])
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
