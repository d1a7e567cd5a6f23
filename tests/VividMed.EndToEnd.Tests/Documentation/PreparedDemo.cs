using System.Diagnostics;
using VividMed.TestKit;

namespace VividMed.EndToEnd.Tests.Documentation;

/// <summary>What 'vividmed demo' leaves, smaller than its defaults, made once: each page gets a copy of its own.</summary>
public sealed class PreparedDemo : IAsyncLifetime
{
    private const string Name = "vividmed-demo";

    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync() =>
        await Vividmed.SucceedAsync("demo", "--out", _folder.Path(Name), "--cxr", "8", "--ct", "3", "--train-steps", "2");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal async Task CopyToAsync(string folder, CancellationToken cancellationToken)
    {
        using var copy = Process.Start("cp", ["-a", _folder.Path(Name), folder]);
        await copy.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, copy.ExitCode);
    }
}
