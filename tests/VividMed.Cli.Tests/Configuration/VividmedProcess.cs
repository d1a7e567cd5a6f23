using System.Diagnostics;
using VividMed.Cli.Configuration;

namespace VividMed.Cli.Tests.Configuration;

/// <summary>The built program in a folder and an environment of its own, to its end.</summary>
internal sealed record VividmedProcess(int Exit, string Output, string Errors)
{
    /// <summary>Beside the test's own output in the same configuration and platform folder.</summary>
    private static string Executable { get; } = AppContext.BaseDirectory.Replace(
        Path.Combine("tests", "VividMed.Cli.Tests"), Path.Combine("src", "VividMed.Cli"), StringComparison.Ordinal) + "vividmed";

    /// <summary>The folder of the executable.</summary>
    public static string Folder { get; } = Path.GetDirectoryName(Executable)!;

    public static async Task<VividmedProcess> RunAsync(string folder, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var setting in KnownSettings.All) start.Environment.Remove(setting.Variable);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await errors);
    }
}
