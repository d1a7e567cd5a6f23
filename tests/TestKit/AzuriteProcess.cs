using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace VividMed.TestKit;

/// <summary>The emulator of a storage account (blobs, queues, tables) of tests/peers on free ports, for as long as a test class runs.</summary>
public sealed class AzuriteProcess : IAsyncLifetime
{
    private Process? _process;

    /// <summary>The port of the blobs.</summary>
    public int Port { get; private set; }

    /// <summary>With the key that every emulator has and that its documentation publishes.</summary>
    public string ConnectionString =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + $"BlobEndpoint=http://127.0.0.1:{Port}/devstoreaccount1;"
        + $"QueueEndpoint=http://127.0.0.1:{QueuePort}/devstoreaccount1;"
        + $"TableEndpoint=http://127.0.0.1:{TablePort}/devstoreaccount1;";

    /// <summary>Why there is no emulator; null when it runs.</summary>
    public string? Missing { get; private set; }

    private int QueuePort { get; set; }

    private int TablePort { get; set; }

    public async ValueTask InitializeAsync()
    {
        var script = Repository.Path("tests", "peers", "node_modules", ".bin", "azurite");
        if (!File.Exists(script))
        {
            Missing = "needs azurite: npm ci --omit=optional in tests/peers";
            return;
        }

        (Port, QueuePort, TablePort) = (FreePort.Find(), FreePort.Find(), FreePort.Find());
        string[] arguments =
        [
            script, "--inMemoryPersistence", "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            "--blobHost", "127.0.0.1", "--blobPort", $"{Port}",
            "--queueHost", "127.0.0.1", "--queuePort", $"{QueuePort}",
            "--tableHost", "127.0.0.1", "--tablePort", $"{TablePort}",
        ];
        _process = Process.Start(new ProcessStartInfo("node", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(60) && !_process!.HasExited;)
        {
            if (await AnswersAsync(Port) && await AnswersAsync(QueuePort) && await AnswersAsync(TablePort)) return;
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

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
