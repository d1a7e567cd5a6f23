using System.Diagnostics;

namespace VividMed.Shards.Tests;

/// <summary>The system's Python with msgpack, as a reader that shares no code with this project.</summary>
internal static class Python
{
    private const string Interpreter = "/usr/bin/python3";

    public static string[] Run(string script, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Interpreter), $"needs {Interpreter}");
        Assert.SkipUnless(Start("import msgpack", []).ExitCode == 0, "needs Debian's python3-msgpack");
        var (code, output, error) = Start(script, arguments);
        Assert.True(code == 0, error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static (int ExitCode, string Output, string Error) Start(string script, string[] arguments)
    {
        var start = new ProcessStartInfo(Interpreter, ["-c", script, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
