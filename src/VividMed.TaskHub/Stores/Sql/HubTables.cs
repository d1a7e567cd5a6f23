namespace VividMed.TaskHub.Stores.Sql;

/// <summary>
/// The tables that every database begins with, the same but for its own words for types. Moments are UTC ticks of 100 ns; payloads are
/// protocol messages. What each database does from version to version is its own.
/// </summary>
/// <param name="Identity">A key that grows with every row.</param>
/// <param name="Number">An integer of 64 bits.</param>
/// <param name="Bytes">Binary data.</param>
/// <param name="ByKey">What keeps a table in the order of its primary key, where the database can.</param>
internal sealed record HubTables(string Identity, string Number, string Bytes, string ByKey = "")
{
    /// <summary>The statements that create the tables.</summary>
    public string Create => $"""
        CREATE TABLE instances(
          key {Identity},
          id TEXT NOT NULL UNIQUE,
          execution TEXT NOT NULL,
          name TEXT NOT NULL,
          version TEXT,
          status INTEGER NOT NULL,
          suspended INTEGER NOT NULL DEFAULT 0,
          created {Number} NOT NULL,
          updated {Number} NOT NULL,
          completed {Number},
          start_at {Number},
          history_length INTEGER NOT NULL DEFAULT 0,
          history_bytes {Number} NOT NULL DEFAULT 0,
          parent TEXT,
          origin {Bytes} NOT NULL,
          input TEXT,
          output TEXT,
          custom_status TEXT,
          failure {Bytes});
        CREATE INDEX instances_by_parent ON instances(parent) WHERE parent IS NOT NULL;
        CREATE INDEX instances_by_completion ON instances(completed) WHERE completed IS NOT NULL;
        CREATE TABLE history(
          instance {Number} NOT NULL,
          position INTEGER NOT NULL,
          payload {Bytes} NOT NULL,
          PRIMARY KEY(instance, position)){ByKey};
        CREATE TABLE messages(
          id {Identity},
          instance {Number} NOT NULL,
          visible_at {Number} NOT NULL,
          bound INTEGER NOT NULL,
          payload {Bytes} NOT NULL);
        CREATE INDEX messages_by_instance ON messages(instance);
        CREATE INDEX messages_by_time ON messages(visible_at) WHERE visible_at > 0;
        CREATE TABLE activities(
          id {Identity},
          instance {Number} NOT NULL,
          execution TEXT NOT NULL,
          task INTEGER NOT NULL,
          name TEXT NOT NULL,
          version TEXT,
          payload {Bytes} NOT NULL);
        CREATE INDEX activities_by_instance ON activities(instance);
        """;

    /// <summary>Adds the hub that has claimed a row.</summary>
    public static string AddOwners => """
        ALTER TABLE instances ADD COLUMN owner TEXT;
        ALTER TABLE activities ADD COLUMN owner TEXT;
        """;

    /// <summary>Lets the instances of one name be found among many: the few that people began among the many below them.</summary>
    public static string IndexNames => "CREATE INDEX instances_by_name ON instances(name, key);";

    /// <summary>The steps that a store of a version still has to take.</summary>
    /// <param name="store">What has the version, for the message: a file, or tables.</param>
    /// <exception cref="TaskHubException">The store was written by a newer program.</exception>
    public static ReadOnlySpan<string> StepsFrom(int version, string[] migrations, string store) => version <= migrations.Length
        ? migrations.AsSpan(version)
        : throw new TaskHubException("database-newer", $"The task hub's {store} schema {version}; this program knows up to {migrations.Length}.");
}
