using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Postgres;

/// <summary>The tables in PostgreSQL, one schema a task hub, and the steps from each version to the next.</summary>
internal static class PostgresSchema
{
    private static readonly HubTables Tables = new("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "BIGINT", "BYTEA");

    private static readonly string[] Migrations =
    [
        $"""
        {Tables.Create}
        {HubTables.AddOwners}
        CREATE INDEX instances_by_owner ON instances(owner) WHERE owner IS NOT NULL;
        CREATE INDEX activities_by_owner ON activities(owner) WHERE owner IS NOT NULL;
        CREATE TABLE hubs(
          id TEXT PRIMARY KEY,
          seen TIMESTAMPTZ NOT NULL,
          commits BIGINT NOT NULL DEFAULT 0,
          gone BOOLEAN NOT NULL DEFAULT FALSE);
        """,
        // A claim touches no index, and finds room on its row's page: PostgreSQL then leaves all indexes alone.
        """
        DROP INDEX instances_by_owner;
        DROP INDEX activities_by_owner;
        CREATE INDEX instances_open ON instances(key) WHERE completed IS NULL;
        ALTER TABLE instances SET (fillfactor = 70);
        ALTER TABLE activities SET (fillfactor = 80);
        """,
        // An inbox is read in order, without sorting.
        """
        DROP INDEX messages_by_instance;
        CREATE INDEX messages_by_instance ON messages(instance, id);
        """,
        HubTables.IndexNames,
        // Ids that begin alike are asked for byte by byte; the index of the unique ids is sorted as the database's language has it, which does not help.
        """CREATE INDEX instances_by_id ON instances(id COLLATE "C");""",
    ];

    /// <summary>Brings the schema up to date; hubs that start together wait for each other.</summary>
    /// <exception cref="TaskHubException">The schema was written by a newer program.</exception>
    public static void Ensure(PostgresSession db, string schema)
    {
        db.Begin();
        db.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}");
        db.Execute("CREATE TABLE IF NOT EXISTS schema_version(version INTEGER NOT NULL)");
        var version = db.First("SELECT version FROM schema_version", row => row.GetInt32(0));
        var steps = HubTables.StepsFrom(version, Migrations, "tables have");
        foreach (var step in steps) db.Script(step);
        if (steps.Length > 0)
        {
            db.Execute("DELETE FROM schema_version");
            db.Execute("INSERT INTO schema_version VALUES ($1)", Migrations.Length);
        }

        db.End();
    }
}
