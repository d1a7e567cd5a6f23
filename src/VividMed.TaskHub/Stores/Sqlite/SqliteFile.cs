using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Sqlite;

/// <summary>An open database file: one writer, a few readers, and a lock file that keeps other processes out.</summary>
internal sealed class SqliteFile : IDatabase
{
    private const int Readers = 4;

    private readonly FileStream _lock;
    private readonly GroupWriter _writer;
    private readonly SessionPool _readers;

    private SqliteFile(FileStream @lock, GroupWriter writer, SessionPool readers)
    {
        _lock = @lock;
        _writer = writer;
        _readers = readers;
    }

    /// <exception cref="TaskHubException">No path, another hub has the file, or it is of a newer schema.</exception>
    public static SqliteFile Open(string path)
    {
        if (path is "") throw new TaskHubException("database-path-missing", "The task hub needs the path of its database file.");
        var file = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var taken = TakeLock(file + ".lock");
        try
        {
            var db = new SqliteSession(file, readOnly: false);
            SqliteSchema.Ensure(db);
            return new(taken, new(db), new(() => new SqliteSession(file, readOnly: true), Readers));
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public bool IsShared => false;

    public Task<T> WriteAsync<T>(Func<SqlSession, T> work, Action<SqlSession>? ask = null) => _writer.WriteAsync(work, ask);

    public Task<T> ReadAsync<T>(Func<SqlSession, T> work) => _readers.ReadAsync(work);

    public async ValueTask DisposeAsync()
    {
        // The last connection to go folds the log into the file, and a reader may not.
        _readers.Dispose();
        await _writer.DisposeAsync();
        await _lock.DisposeAsync();
    }

    private static FileStream TakeLock(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new TaskHubException("database-in-use", "Another task hub has the database file open.", e);
        }
    }
}
