using Npgsql;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Support;

/// <summary>Hubs over a PostgreSQL database of their own.</summary>
internal static class PostgresHub
{
    public static async Task<TestHub> StartAsync(PostgresProcess postgres, Action<TaskHubOptions>? configure = null, ManualTime? time = null)
    {
        var connection = await CreateDatabaseAsync(postgres);
        return await TestHub.StartAsync(
            options =>
            {
                options.PostgresConnection = connection;
                configure?.Invoke(options);
            },
            time);
    }

    /// <summary>A new database, or a skipped test where there is no server.</summary>
    public static async Task<string> CreateDatabaseAsync(PostgresProcess postgres)
    {
        Assert.SkipWhen(postgres.Missing is not null, postgres.Missing ?? "");
        var name = $"hub_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = name }.ToString();
    }
}
