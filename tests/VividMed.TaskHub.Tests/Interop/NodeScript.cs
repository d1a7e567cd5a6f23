using System.Diagnostics;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Interop;

/// <summary>One of the scripts of tests/peers, beside the packages that they import, running in node; it ends with its standard input.</summary>
internal sealed class NodeScript : IDisposable
{
    private readonly Process _process;

    private NodeScript(Process process) => _process = process;

    /// <summary>Why no script can run here; null when they can.</summary>
    public static string? Missing { get; } = FindMissing();

    public static NodeScript Start(string script, Uri hub)
    {
        var path = Repository.Path("tests", "peers", script);
        var start = new ProcessStartInfo("node", [path, hub.Authority]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        return new(Process.Start(start)!);
    }

    public async Task<string> ReadLineAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        return await _process.StandardOutput.ReadLineAsync(deadline.Token) ?? throw new InvalidOperationException("The script has ended.");
    }

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string? FindMissing()
    {
        if (!Directory.Exists(Repository.Path("tests", "peers", "node_modules", "@microsoft", "durabletask-js")))
        {
            return "needs @microsoft/durabletask-js: npm ci --omit=optional in tests/peers";
        }

        var programs = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "node"));
        return programs.Any(program => File.Exists(program) || File.Exists(program + ".exe")) ? null : "needs node";
    }
}
