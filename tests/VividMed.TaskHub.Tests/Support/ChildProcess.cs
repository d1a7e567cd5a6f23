using System.Diagnostics;

namespace VividMed.TaskHub.Tests.Support;

/// <summary>The test program as a process of its own, so that it can be killed. It also ends when the tests are gone.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, string greeting)
    {
        _process = process;
        Greeting = greeting;
    }

    /// <summary>The first line that it wrote.</summary>
    public string Greeting { get; }

    public static async Task<ChildProcess> StartAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "VividMed.TaskHub.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var greeting = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException("The process ended before it was ready.");
        return new(process, greeting);
    }

    /// <summary>What a child does when it is ready: it greets, and stays until it is killed or the tests are gone.</summary>
    public static async Task StayAsync(string greeting)
    {
        await Console.Out.WriteLineAsync(greeting);
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Without warning: SIGKILL where there are signals.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Kills it, if it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
