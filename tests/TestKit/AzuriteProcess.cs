using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace VividMed.TestKit;

/// <summary>The blob emulator of the repository's node_modules on a free port, for as long as a test class runs.</summary>
public sealed class AzuriteProcess : IAsyncLifetime
{
    private Process? _process;

    public int Port { get; private set; }

    /// <summary>With the key that every emulator has and that its documentation publishes.</summary>
    public string ConnectionString =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + $"BlobEndpoint=http://127.0.0.1:{Port}/devstoreaccount1;";

    /// <summary>Why there is no emulator; null when it runs.</summary>
    public string? Missing { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var script = Repository.Path("node_modules", ".bin", "azurite-blob");
        if (!File.Exists(script))
        {
            Missing = "needs azurite: npm ci --omit=optional";
            return;
        }

        Port = FreePort();
        string[] arguments =
        [
            script, "--inMemoryPersistence", "--blobHost", "127.0.0.1", "--blobPort", $"{Port}", "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        ];
        _process = Process.Start(new ProcessStartInfo("node", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(60) && !_process!.HasExited;)
        {
            if (await AnswersAsync()) return;
            await Task.Delay(50);
        }

        Missing = "azurite did not start";
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
