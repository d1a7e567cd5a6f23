namespace VividMed.TaskHub;

/// <summary>A piece of work inside a write transaction. It may run twice when a neighbour in its batch fails, so it keeps no state outside the database.</summary>
internal sealed class WriteOperation<T>(Func<SqlSession, T> work) : IWriteOperation
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Done => _done.Task;

    public void Run(SqlSession db) => _result = work(db);

    public void Succeed() => _done.TrySetResult(_result);

    public void Fail(Exception reason) => _done.TrySetException(reason);
}
