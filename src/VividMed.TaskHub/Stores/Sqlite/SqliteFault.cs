using Microsoft.Data.Sqlite;

namespace VividMed.TaskHub.Stores.Sqlite;

/// <summary>Says what is wrong with a database file, and what helps, where SQLite has a number for it.</summary>
internal static class SqliteFault
{
    // https://www.sqlite.org/rescode.html
    private const int ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>Null for an error that is a statement's own.</summary>
    public static TaskHubException? Explain(SqliteException failure, string path) => failure.SqliteErrorCode switch
    {
        Full => new(TaskHubException.DiskFull, $"{path}: the disk is full, or a quota is used up: make room; nothing that was stored is lost", failure),
        Corrupt or NotADatabase => new(
            "database-damaged",
            $"{path} is damaged ({failure.SqliteErrorCode}): move it away together with its -wal and -shm files and give the same command again; what runs have written stays and is found again, only the hub's memory of them is gone",
            failure),
        CannotOpen when Directory.Exists(path) => new("database-unreadable", $"{path} is a folder where the hub keeps a file: move it away, or name another file", failure),
        CannotOpen or ReadOnly => new("database-unreadable", $"{path} cannot be opened for writing: look at its rights and its folder's, and whether the file system is mounted read-only", failure),
        InputOutput => new("database-unreadable", $"{path} cannot be read or written ({failure.SqliteExtendedErrorCode}): look whether the disk is full or its mount is away", failure),
        _ => null,
    };
}
