namespace VividMed.TaskHub;

/// <summary>An open database file: one writer, a few readers, and a lock file that keeps other processes out.</summary>
internal sealed class SqliteFile : ISqliteAccess
{
    private const int Readers = 4;

    private readonly FileStream _lock;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;

    private SqliteFile(FileStream @lock, SqliteWriter writer, SqliteReaders readers)
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
            Schema.Ensure(db);
            return new(taken, new(db), new(file, Readers));
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work) => _writer.WriteAsync(work);

    public Task<T> ReadAsync<T>(Func<SqliteSession, T> work) => _readers.ReadAsync(work);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _readers.Dispose();
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
