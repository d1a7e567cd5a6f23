using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace VividMed.TaskHub.Stores.Postgres;

/// <summary>Where a task hub's tables are: a PostgreSQL database and, in it, a schema of the hub's own.</summary>
internal sealed partial class PostgresAddress : IDisposable
{
    // A hub looks rows up by their keys and nothing else. A plan made while a table was empty would read all of it for ever after,
    // and planning anew costs more than what is planned.
    private const string Planning = "-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    private readonly NpgsqlDataSource _source;

    /// <exception cref="TaskHubException">The connection string or the hub's name cannot be used; the message never repeats the connection
    /// string.</exception>
    public PostgresAddress(string connectionString, string hub)
    {
        if (!HubName().IsMatch(hub)) throw new TaskHubException("bad-hub-name", "A task hub's name in PostgreSQL has 1 to 40 letters, digits, hyphens and underscores.");
        // A hyphen cannot be part of an unquoted identifier, a dollar sign can.
        Schema = $"taskhub_{hub.ToLowerInvariant().Replace('-', '$')}";
        LockKey = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(Schema)));
        try
        {
            var given = new NpgsqlConnectionStringBuilder(connectionString);
            _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
            {
                SearchPath = Schema,
                MaxAutoPrepare = 200,
                AutoPrepareMinUsages = 2,
                ApplicationName = "vividmed-hub",
                Options = $"{given.Options} {Planning}".Trim(),
            });
        }
        catch (ArgumentException)
        {
            throw new TaskHubException("bad-connection-string", "The PostgreSQL connection string cannot be read; it looks like Host=db;Database=hub;Username=hub;Password=...");
        }
    }

    public string Schema { get; }

    /// <summary>The advisory lock that the task hub's writers queue up at.</summary>
    public long LockKey { get; }

    /// <summary>The notification channel of the task hub.</summary>
    public string Channel => Schema;

    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    public NpgsqlConnection Connect() => _source.OpenConnection();

    public ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    public void Dispose() => _source.Dispose();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,40}$", RegexOptions.None, 1_000)]
    private static partial Regex HubName();
}
