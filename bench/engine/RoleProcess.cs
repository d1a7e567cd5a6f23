using System.Diagnostics;

namespace VividMed.Bench.Engine;

/// <summary>A <see cref="Role"/> in a process of its own.</summary>
internal sealed class RoleProcess : IDisposable
{
    private readonly Process _process;

    private RoleProcess(Process process, string greeting)
    {
        _process = process;
        Greeting = greeting;
    }

    public string Greeting { get; }

    public static async Task<RoleProcess> StartAsync(string role, string target)
    {
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(Role).Assembly.Location, null), ["role", role, target]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"The {role} process did not start.");
        var greeting = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The {role} process ended before it was ready.");
        return new(process, greeting);
    }

    public async Task<Memory> MemoryAsync()
    {
        await _process.StandardInput.WriteLineAsync("memory");
        await _process.StandardInput.FlushAsync();
        return Memory.Parse(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The process has ended."));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(15))) _process.Kill();
        _process.Dispose();
    }
}
