using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Sqlite;

/// <summary>The tables in SQLite, and the steps from each version to the next.</summary>
internal static class SqliteSchema
{
    private static readonly HubTables Tables = new("INTEGER PRIMARY KEY AUTOINCREMENT", "INTEGER", "BLOB", " WITHOUT ROWID");

    private static readonly string[] Migrations =
    [
        Tables.Create,
        // One hub has the file alone, so nothing is claimed in it; the tables stay the same as where hubs share them.
        HubTables.AddOwners,
        HubTables.IndexNames,
        // Lists are filtered and counted without reading the rows, most of which is payload. Beginning with the key it keeps their order.
        "CREATE INDEX instances_listed ON instances(key, status, id);",
    ];

    /// <exception cref="TaskHubException">The file was written by a newer program.</exception>
    public static void Ensure(SqlSession db)
    {
        var version = (int)db.First("PRAGMA user_version", row => row.GetInt64(0));
        foreach (var step in HubTables.StepsFrom(version, Migrations, "file has"))
        {
            db.Execute("BEGIN IMMEDIATE");
            db.Execute(step);
            db.Execute($"PRAGMA user_version = {++version}");
            db.Execute("COMMIT");
        }
    }
}
