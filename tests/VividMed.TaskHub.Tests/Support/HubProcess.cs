using System.Globalization;

namespace VividMed.TaskHub.Tests.Support;

/// <summary>A hub in a process of its own.</summary>
internal sealed class HubProcess : IDisposable
{
    public const string Switch = "--serve-hub";

    private readonly ChildProcess _process;

    private HubProcess(ChildProcess process) => _process = process;

    public Uri Address => new(_process.Greeting);

    /// <param name="database">The database file, or the connection string of a PostgreSQL database.</param>
    /// <param name="port">Where it listens; 0 for any free port.</param>
    public static async Task<HubProcess> StartAsync(string database, int port = 0) => new(await ChildProcess.StartAsync(Switch, database, $"{port}"));

    public static async Task ServeAsync(string database, string port)
    {
        var isFile = !database.Contains("Host=", StringComparison.Ordinal);
        await using var server = await TaskHubServer.StartAsync(new()
        {
            DatabasePath = isFile ? database : "",
            Port = int.Parse(port, CultureInfo.InvariantCulture),
            Configure = hub =>
            {
                hub.PostgresConnection = isFile ? null : database;
                hub.PostgresTiming = new(Beat: TimeSpan.FromMilliseconds(300), Patience: TimeSpan.FromSeconds(2), Poll: TimeSpan.FromSeconds(1));
            },
        });
        await ChildProcess.StayAsync(server.Address.ToString());
    }

    public void Kill() => _process.Kill();

    public void Dispose() => _process.Dispose();
}
