namespace VividMed.TaskHub;

/// <summary>The tables in PostgreSQL, one schema a task hub, and the steps from each version to the next.</summary>
internal static class PostgresSchema
{
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE instances(
          key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          execution TEXT NOT NULL,
          name TEXT NOT NULL,
          version TEXT,
          status INTEGER NOT NULL,
          suspended INTEGER NOT NULL DEFAULT 0,
          created BIGINT NOT NULL,
          updated BIGINT NOT NULL,
          completed BIGINT,
          start_at BIGINT,
          history_length INTEGER NOT NULL DEFAULT 0,
          history_bytes BIGINT NOT NULL DEFAULT 0,
          parent TEXT,
          origin BYTEA NOT NULL,
          input TEXT,
          output TEXT,
          custom_status TEXT,
          failure BYTEA,
          owner TEXT);
        CREATE INDEX instances_by_parent ON instances(parent) WHERE parent IS NOT NULL;
        CREATE INDEX instances_by_completion ON instances(completed) WHERE completed IS NOT NULL;
        CREATE INDEX instances_by_owner ON instances(owner) WHERE owner IS NOT NULL;
        CREATE TABLE history(
          instance BIGINT NOT NULL,
          position INTEGER NOT NULL,
          payload BYTEA NOT NULL,
          PRIMARY KEY(instance, position));
        CREATE TABLE messages(
          id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          instance BIGINT NOT NULL,
          visible_at BIGINT NOT NULL,
          bound INTEGER NOT NULL,
          payload BYTEA NOT NULL);
        CREATE INDEX messages_by_instance ON messages(instance);
        CREATE INDEX messages_by_time ON messages(visible_at) WHERE visible_at > 0;
        CREATE TABLE activities(
          id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          instance BIGINT NOT NULL,
          execution TEXT NOT NULL,
          task INTEGER NOT NULL,
          name TEXT NOT NULL,
          version TEXT,
          payload BYTEA NOT NULL,
          owner TEXT);
        CREATE INDEX activities_by_instance ON activities(instance);
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
    ];

    /// <summary>Brings the schema up to date; hubs that start together wait for each other.</summary>
    /// <exception cref="TaskHubException">The schema was written by a newer program.</exception>
    public static void Ensure(PostgresSession db, string schema)
    {
        db.Begin();
        db.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}");
        db.Execute("CREATE TABLE IF NOT EXISTS schema_version(version INTEGER NOT NULL)");
        var version = db.First("SELECT version FROM schema_version", row => row.GetInt32(0));
        if (version > Migrations.Length) throw new TaskHubException("database-newer", $"The task hub's tables have schema {version}; this program knows up to {Migrations.Length}.");
        if (version < Migrations.Length)
        {
            foreach (var step in Migrations[version..]) db.Script(step);
            db.Execute("DELETE FROM schema_version");
            db.Execute("INSERT INTO schema_version VALUES ($1)", Migrations.Length);
        }

        db.End();
    }
}
