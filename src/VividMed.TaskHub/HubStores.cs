using VividMed.TaskHub.Stores;
using VividMed.TaskHub.Stores.Postgres;
using VividMed.TaskHub.Stores.Sql;
using VividMed.TaskHub.Stores.Sqlite;

namespace VividMed.TaskHub;

/// <summary>Picks the store of a task hub by its options.</summary>
internal static class HubStores
{
    public static IHubStore Create(TaskHubOptions options, string hub, TimeProvider time) =>
        options.PostgresConnection is { Length: > 0 } connection
        ? new SqlStore(() => PostgresDatabase.Open(new(connection, hub), options.PostgresTiming), time)
        : new SqlStore(() => SqliteFile.Open(PathOf(options.DatabasePath, hub), options.StoreFailed), time);

    /// <summary>The default hub has the file that was named, any other one beside it.</summary>
    private static string PathOf(string defaultPath, string hub)
    {
        if (defaultPath is "" || hub == TaskHubOptions.DefaultHub) return defaultPath;
        var name = $"{Path.GetFileNameWithoutExtension(defaultPath)}.{hub}{Path.GetExtension(defaultPath)}";
        return Path.Combine(Path.GetDirectoryName(defaultPath)!, name);
    }
}
