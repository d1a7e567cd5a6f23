using Npgsql;
using VividMed.TaskHub;

namespace VividMed.Bench.Engine;

/// <summary>Where the hub under measurement keeps its state: a new SQLite file, or a new database of a PostgreSQL server. Deleted with it.</summary>
internal sealed class Store : IDisposable
{
    private readonly string _name = $"bench_{Guid.NewGuid():N}";
    private readonly string? _server;

    public Store(string? postgres)
    {
        _server = postgres;
        if (postgres is null)
        {
            Target = Path.Combine(Directory.CreateTempSubdirectory("vividmed-bench-").FullName, "hub.db");
            return;
        }

        Administer($"CREATE DATABASE {_name}");
        Target = new NpgsqlConnectionStringBuilder(postgres) { Database = _name }.ToString();
    }

    /// <summary>The file's path, or the database's connection string.</summary>
    public string Target { get; }

    public double MiB => (_server is null ? Directory.EnumerateFiles(Path.GetDirectoryName(Target)!).Sum(file => new FileInfo(file).Length) : Administer($"SELECT pg_database_size('{_name}')")) / 1048576.0;

    public static Task<TaskHubServer> ServeAsync(string target) => TaskHubServer.StartAsync(IsFile(target)
        ? new() { DatabasePath = target }
        : new() { Configure = hub => hub.PostgresConnection = target });

    public void Dispose()
    {
        if (_server is null) Directory.Delete(Path.GetDirectoryName(Target)!, recursive: true);
        else Administer($"DROP DATABASE {_name} WITH (FORCE)");
    }

    private static bool IsFile(string target) => !target.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    private long Administer(string sql)
    {
        using var source = NpgsqlDataSource.Create(_server!);
        using var command = source.CreateCommand(sql);
        return command.ExecuteScalar() as long? ?? 0;
    }
}
