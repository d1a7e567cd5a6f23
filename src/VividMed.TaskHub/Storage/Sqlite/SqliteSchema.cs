namespace VividMed.TaskHub;

/// <summary>The tables in SQLite, and the steps from each version to the next. Moments are UTC ticks of 100 ns; payloads are protocol messages.</summary>
internal static class SqliteSchema
{
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE instances(
          key INTEGER PRIMARY KEY AUTOINCREMENT,
          id TEXT NOT NULL UNIQUE,
          execution TEXT NOT NULL,
          name TEXT NOT NULL,
          version TEXT,
          status INTEGER NOT NULL,
          suspended INTEGER NOT NULL DEFAULT 0,
          created INTEGER NOT NULL,
          updated INTEGER NOT NULL,
          completed INTEGER,
          start_at INTEGER,
          history_length INTEGER NOT NULL DEFAULT 0,
          history_bytes INTEGER NOT NULL DEFAULT 0,
          parent TEXT,
          origin BLOB NOT NULL,
          input TEXT,
          output TEXT,
          custom_status TEXT,
          failure BLOB);
        CREATE INDEX instances_by_parent ON instances(parent) WHERE parent IS NOT NULL;
        CREATE INDEX instances_by_completion ON instances(completed) WHERE completed IS NOT NULL;
        CREATE TABLE history(
          instance INTEGER NOT NULL,
          position INTEGER NOT NULL,
          payload BLOB NOT NULL,
          PRIMARY KEY(instance, position)) WITHOUT ROWID;
        CREATE TABLE messages(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          instance INTEGER NOT NULL,
          visible_at INTEGER NOT NULL,
          bound INTEGER NOT NULL,
          payload BLOB NOT NULL);
        CREATE INDEX messages_by_instance ON messages(instance);
        CREATE INDEX messages_by_time ON messages(visible_at) WHERE visible_at > 0;
        CREATE TABLE activities(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          instance INTEGER NOT NULL,
          execution TEXT NOT NULL,
          task INTEGER NOT NULL,
          name TEXT NOT NULL,
          version TEXT,
          payload BLOB NOT NULL);
        CREATE INDEX activities_by_instance ON activities(instance);
        """,
        // One hub has the file alone, so nothing is claimed in it; the tables stay the same as where hubs share them.
        """
        ALTER TABLE instances ADD COLUMN owner TEXT;
        ALTER TABLE activities ADD COLUMN owner TEXT;
        """,
    ];

    /// <exception cref="TaskHubException">The file was written by a newer program.</exception>
    public static void Ensure(SqlSession db)
    {
        var version = db.First("PRAGMA user_version", row => row.GetInt64(0));
        if (version > Migrations.Length) throw new TaskHubException("database-newer", $"The task hub's file has schema {version}; this program knows up to {Migrations.Length}.");
        for (var next = (int)version; next < Migrations.Length; next++)
        {
            db.Execute("BEGIN IMMEDIATE");
            db.Execute(Migrations[next]);
            db.Execute($"PRAGMA user_version = {next + 1}");
            db.Execute("COMMIT");
        }
    }
}
