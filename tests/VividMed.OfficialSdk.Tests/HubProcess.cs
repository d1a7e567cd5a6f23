using System.Diagnostics;
using VividMed.TestKit;

namespace VividMed.OfficialSdk.Tests;

/// <summary>The built <c>vividmed hub</c> on a free port and a file of its own, for as long as a test class runs.</summary>
public sealed class HubProcess : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    public string Address { get; private set; } = "";

    /// <summary>Beside the tests' own output in the same configuration and platform folder.</summary>
    private static string Executable { get; } = AppContext.BaseDirectory.Replace(
        Path.Combine("tests", "VividMed.OfficialSdk.Tests"), Path.Combine("src", "VividMed.Cli"), StringComparison.Ordinal) + "vividmed";

    public async ValueTask InitializeAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Executable, ["hub", "--state", _folder.Path("hub.db"), "--port", "0"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        using var deadline = new CancellationTokenSource(Patience);
        Address = await _process.StandardOutput.ReadLineAsync(deadline.Token) ?? throw new InvalidOperationException("the hub ended before it said where it listens");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _folder.Dispose();
    }
}
