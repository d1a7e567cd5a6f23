namespace VividMed.TaskHub;

/// <summary>The tables. Moments are UTC ticks of 100 ns; payloads are protocol messages.</summary>
internal static class Schema
{
    private const long Current = 1;

    private const string Tables = """
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
        """;

    public static void Ensure(SqliteSession db)
    {
        var version = db.First("PRAGMA user_version", row => row.GetInt64(0));
        if (version > Current) throw new TaskHubException("database-newer", $"The task hub's file has schema {version}; this program knows up to {Current}.");
        if (version == Current) return;
        db.Execute("BEGIN IMMEDIATE");
        db.Execute(Tables);
        db.Execute($"PRAGMA user_version = {Current}");
        db.Execute("COMMIT");
    }

    public static void Clear(SqliteSession db)
    {
        db.Execute("DELETE FROM instances");
        db.Execute("DELETE FROM history");
        db.Execute("DELETE FROM messages");
        db.Execute("DELETE FROM activities");
    }
}
