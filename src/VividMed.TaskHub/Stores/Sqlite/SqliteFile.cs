using Microsoft.Data.Sqlite;
using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Sqlite;

/// <summary>An open database file: one writer, a few readers, and a lock file that keeps other processes out.</summary>
internal sealed class SqliteFile : IDatabase
{
    private const int Readers = 4;

    // A taken lock's number in Linux, macOS and Windows.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly string _path;
    private readonly Action<TaskHubException>? _failed;
    private readonly FileStream _lock;
    private readonly GroupWriter _writer;
    private readonly SessionPool _readers;

    private SqliteFile(string path, Action<TaskHubException>? failed, FileStream @lock, GroupWriter writer, SessionPool readers)
    {
        _path = path;
        _failed = failed;
        _lock = @lock;
        _writer = writer;
        _readers = readers;
    }

    /// <param name="failed">Told of every fault of the file itself.</param>
    /// <exception cref="TaskHubException">
    /// No path, another hub has the file, it is damaged or of a newer schema, or its place does not do.
    /// </exception>
    public static SqliteFile Open(string path, Action<TaskHubException>? failed = null)
    {
        if (path is "") throw new TaskHubException("database-path-missing", "The task hub needs the path of its database file.");
        var file = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var taken = TakeLock(file + ".lock");
        try
        {
            var db = new SqliteSession(file, readOnly: false);
            SqliteSchema.Ensure(db);
            return new(file, failed, taken, new(db), new(() => new SqliteSession(file, readOnly: true), Readers));
        }
        catch (SqliteException e) when (SqliteFault.Explain(e, file) is not null)
        {
            taken.Dispose();
            throw SqliteFault.Explain(e, file)!;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public bool IsShared => false;

    public Task<T> WriteAsync<T>(Func<SqlSession, T> work, Action<SqlSession>? ask = null) => ExplainedAsync(_writer.WriteAsync(work, ask));

    public Task<T> ReadAsync<T>(Func<SqlSession, T> work) => ExplainedAsync(_readers.ReadAsync(work));

    public async ValueTask DisposeAsync()
    {
        // The last connection to go folds the log into the file, and a reader may not.
        _readers.Dispose();
        await _writer.DisposeAsync();
        await _lock.DisposeAsync();
    }

    private async Task<T> ExplainedAsync<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (SqliteException e) when (SqliteFault.Explain(e, _path) is not null)
        {
            var fault = SqliteFault.Explain(e, _path)!;
            _failed?.Invoke(fault);
            throw fault;
        }
    }

    private static FileStream TakeLock(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (Taken.Contains(e.HResult))
        {
            throw new TaskHubException("database-in-use", "Another task hub has the database file open.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TaskHubException("database-unreadable", $"{path} cannot be made or opened: {e.Message}", e);
        }
    }
}
