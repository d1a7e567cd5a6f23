namespace VividMed.TaskHub;

/// <summary>A piece of work inside a write transaction. It may run twice when a neighbour in its batch fails, so it keeps no state outside the database.</summary>
/// <param name="ask">What to ask the database beforehand, see <see cref="IDatabase.WriteAsync"/>.</param>
internal sealed class WriteOperation<T>(Func<SqlSession, T> work, Action<SqlSession>? ask) : IWriteOperation
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Done => _done.Task;

    public bool Asks => ask is not null;

    public void Ask(SqlSession db) => ask?.Invoke(db);

    public void Run(SqlSession db) => _result = work(db);

    public void Succeed() => _done.TrySetResult(_result);

    public void Fail(Exception reason) => _done.TrySetException(reason);
}
