using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Hosting;
using VividMed.Cli.Hosting.States;
using VividMed.TaskHub;

namespace VividMed.Cli.Commands;

/// <summary>vividmed hub: the durable task hub as a process of its own.</summary>
internal static class HubCommand
{
    private static readonly Option<string> State =
        new("--state") { Description = "The hub's SQLite file", DefaultValueFactory = _ => "hub.db" };
    private static readonly Option<bool> Postgres = new("--postgres") { Description = "Keep the state in PostgreSQL instead, shared with other hubs; the connection string is taken from VIVIDMED__Postgres" };
    private static readonly Option<int> Port = NumberOptions.Port("Port for gRPC; 0 takes a free one", 4001);
    private static readonly Option<string> Hubs =
        new("--hubs") { Description = "Task hubs to serve, such as default,study-b", DefaultValueFactory = _ => TaskHubOptions.DefaultHub };
    private static readonly Option<int?> HttpPort = NumberOptions.OptionalPort(
        "--http-port", "Port for /healthz and /metrics (Prometheus) over HTTP/1.1; without it there is none");
    private static readonly Option<bool> Remote = new("--remote") { Description = "Listen on every network interface; asks for --certificate and --token-file" };
    private static readonly Option<string?> Certificate = new("--certificate") { Description = "PFX or PEM file with key, for TLS; its password is taken from VIVIDMED__CertificatePassword" };
    private static readonly Option<string?> TokenFile = new("--token-file") { Description = "File with one accepted bearer token a line" };
    private static readonly Option<bool> Insecure = new("--insecure") { Description = "With --remote: do without certificate or tokens, on a network that you trust" };

    public static Command Create()
    {
        var command = new Command("hub", "Serve the durable task hub over gRPC; workers and clients connect with --hub http://localhost:PORT")
        {
            State, Postgres, Port, Hubs, HttpPort, Remote, Certificate, TokenFile, Insecure, DrainOption.Drain,
        };
        CliAction.Set(command, ServeAsync);
        return command;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = Options(parsed);
        if (!parsed.GetValue(Postgres)) FileSystems.OfThisMachine.Check(Path.GetDirectoryName(options.DatabasePath)!);
        await using var hub = await TaskHubServer.StartAsync(options, cancellationToken);
        await Console.Error.WriteLineAsync($"hub: serving {(parsed.GetValue(Postgres) ? "a PostgreSQL database" : options.DatabasePath)}");
        if (hub.HealthAddress is { } health)
        {
            await Console.Error.WriteLineAsync($"hub: health at {new Uri(health, "healthz")}, metrics at {new Uri(health, "metrics")}");
        }

        Console.Out.WriteLine(hub.Address);
        await Shutdown.WaitAsync(cancellationToken);
        await Console.Error.WriteLineAsync("hub: waiting for the work in hand");
        if (!await hub.DrainAsync(DrainOption.Limit(parsed))) await Console.Error.WriteLineAsync("hub: some of it did not come back in time and will be done again");
        return ExitCode.Ok;
    }

    private static TaskHubServerOptions Options(ParseResult parsed) => new()
    {
        DatabasePath = Path.GetFullPath(parsed.GetRequiredValue(State)),
        Port = parsed.GetValue(Port),
        HealthPort = parsed.GetValue(HttpPort),
        ConfigureServices = services => services.AddLogging(logging => logging.AddStandardError(LogLevel.Information)).AddHubTelemetry(Settings.Current.OtlpEndpoint),
        MapHealth = app => app.MapPrometheusScrapingEndpoint("/metrics"),
        AllowRemote = parsed.GetValue(Remote),
        Security = new()
        {
            Certificate = parsed.GetValue(Certificate) is { } file
                ? TaskHubSecurity.ReadCertificate(file, Settings.Current[KnownSettings.CertificatePassword])
                : null,
            Tokens = parsed.GetValue(TokenFile) is { } tokens ? TaskHubSecurity.ReadTokens(tokens) : [],
            Insecure = parsed.GetValue(Insecure),
        },
        Configure = hub =>
        {
            hub.PostgresConnection = parsed.GetValue(Postgres) ? PostgresConnection() : null;
            hub.StoreFailed = new HubFaults(TimeProvider.System).Tell;
            hub.Hubs.Clear();
            foreach (var name in parsed.GetRequiredValue(Hubs).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) hub.Hubs.Add(name);
        },
    };

    private static string PostgresConnection() => Settings.Current[KnownSettings.Postgres]
        ?? throw new CliException("--postgres needs a connection string: set VIVIDMED__Postgres to, for example, Host=db;Database=hub;Username=hub;Password=...");
}
