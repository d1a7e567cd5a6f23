namespace VividMed.TaskHub;

/// <summary>Picks the store of a task hub by its options.</summary>
internal static class HubStores
{
    public static IHubStore Create(TaskHubOptions options, string hub, TimeProvider time) => options.PostgresConnection is { Length: > 0 } connection
        ? new SqlStore(() => PostgresDatabase.Open(new(connection, hub), options.PostgresTiming), time)
        : new SqlStore(() => SqliteFile.Open(SqliteHubFiles.PathOf(options.DatabasePath, hub)), time);
}
