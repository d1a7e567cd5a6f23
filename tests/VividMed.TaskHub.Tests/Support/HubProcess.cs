using System.Diagnostics;

namespace VividMed.TaskHub.Tests;

/// <summary>A hub in a process of its own, so that it can be killed.</summary>
internal sealed class HubProcess : IDisposable
{
    public const string Switch = "--serve-hub";

    private readonly Process _process;

    private HubProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<HubProcess> StartAsync(string database)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "VividMed.TaskHub.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var process = Process.Start(new ProcessStartInfo(program, [Switch, database]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var address = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException("The hub process ended before it listened.");
        return new(process, new(address));
    }

    /// <summary>What the child process does: it serves until it is killed, or until the tests are gone.</summary>
    public static async Task<int> ServeAsync(string database)
    {
        await using var server = await TaskHubServer.StartAsync(new() { DatabasePath = database });
        await Console.Out.WriteLineAsync(server.Address.ToString());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
