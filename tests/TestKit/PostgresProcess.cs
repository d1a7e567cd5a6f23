using System.Diagnostics;

namespace VividMed.TestKit;

/// <summary>
/// A PostgreSQL server of its own in a temporary folder, for as long as the tests run. Started as root it runs as the user
/// <c>postgres</c>, since the server refuses root.
/// </summary>
public sealed class PostgresProcess : IAsyncLifetime
{
    private static readonly string[] ProgramFolders =
    [
        .. Enumerable.Range(0, 8).Select(back => $"/usr/lib/postgresql/{20 - back}/bin"), "/usr/local/bin", "/opt/homebrew/bin",
    ];

    private readonly TemporaryFolder _folder = new();
    private string? _programs;
    private string _settings = "";
    private bool _runs;

    /// <summary>For the user and database <c>postgres</c>.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Why there is no server; null when it runs.</summary>
    public string? Missing { get; private set; }

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => _folder.Path("data");

    public async ValueTask InitializeAsync()
    {
        _programs = OperatingSystem.IsWindows() ? null : ProgramFolders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
        if (_programs is null)
        {
            Missing = "needs PostgreSQL: apt-get install postgresql-15";
            return;
        }

        var port = FreePort.Find();
        // The socket is of no use here, and its folder would have to be one that the server's user may write to.
        _settings = $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=";
        if ((IsRoot && !await RunAsync("chown", "postgres", _folder.Path("")))
            || !await RunServerProgramAsync("initdb", "-D", Data, "-A", "trust", "-U", "postgres", "--locale=C", "-E", "UTF8", "--no-sync")
            || !await RunServerProgramAsync("pg_ctl", "-D", Data, "-o", _settings, "-l", _folder.Path("log"), "-w", "start"))
        {
            Missing = "PostgreSQL did not start";
            return;
        }

        _runs = true;
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
    }

    /// <summary>Stops the server at once, as a crash would, and starts it again on the same port.</summary>
    public async Task CrashAsync()
    {
        await RunServerProgramAsync("pg_ctl", "-D", Data, "-m", "immediate", "-l", _folder.Path("log"), "-w", "restart");
    }

    /// <summary>Starts the server that was stopped, on the same port.</summary>
    public async Task StartAgainAsync() =>
        _runs = await RunServerProgramAsync("pg_ctl", "-D", Data, "-o", _settings, "-l", _folder.Path("log"), "-w", "start");

    /// <summary>Stops the server at once.</summary>
    public async Task StopAsync()
    {
        if (_runs) await RunServerProgramAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        _runs = false;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private Task<bool> RunServerProgramAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs!, program);
        return IsRoot ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private async Task<bool> RunAsync(string program, params string[] arguments)
    {
        // The output goes nowhere through a shell: a pipe to this process would be inherited by the server and stay open.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1 < /dev/null", program, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = _folder.Path(""),
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
