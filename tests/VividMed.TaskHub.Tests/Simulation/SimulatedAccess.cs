using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>
/// The database as one life of the hub has it open. Writes are committed in groups, as by <see cref="GroupWriter"/>; the hub
/// may die before the commit, or after it and before anybody hears of it, and the disk may refuse.
/// </summary>
internal sealed class SimulatedAccess(World world, SimulatedProcess hub) : IDatabase
{
    private readonly List<IWriteOperation> _waiting = [];

    public bool IsShared => false;

    public Task<T> WriteAsync<T>(Func<SqlSession, T> work, Action<SqlSession>? ask = null)
    {
        var operation = new WriteOperation<T>(work, ask);
        _waiting.Add(operation);
        if (_waiting.Count == 1) hub.Add("commits", Commit);
        return operation.Done;
    }

    public Task<T> ReadAsync<T>(Func<SqlSession, T> work)
    {
        var answer = new TaskCompletionSource<T>();
        hub.Add("reads", () =>
        {
            if (world.Hub?.Process == hub && world.Fault(0.002)) answer.SetException(new DiskException());
            else answer.SetResult(work(world.Disk));
        });
        return answer.Task;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Commit()
    {
        var batch = _waiting.Take(1 + world.Scheduler.Next(_waiting.Count)).ToList();
        _waiting.RemoveRange(0, batch.Count);
        if (_waiting.Count > 0) hub.Add("commits", Commit);

        world.Disk.Execute("BEGIN IMMEDIATE");
        GroupWriter.Run(world.Disk, batch);
        if (world.Fault(0.008))
        {
            world.Disk.Execute("ROLLBACK");
            if (world.Mutation == Mutation.AcknowledgesBeforeTheCommit) world.KillHubSoon();
            else world.KillHub("before its commit");
            if (hub.IsAlive) Acknowledge(batch);
            return;
        }

        if (world.Fault(0.004))
        {
            world.Disk.Execute("ROLLBACK");
            foreach (var operation in batch) operation.Fail(new DiskException());
            return;
        }

        world.Disk.Execute("COMMIT");
        if (world.Fault(0.008)) world.KillHub("after its commit");
        else Acknowledge(batch);
    }

    private static void Acknowledge(List<IWriteOperation> batch)
    {
        foreach (var operation in batch) operation.Succeed();
    }
}
