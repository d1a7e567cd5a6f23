using System.Collections.Concurrent;

namespace VividMed.DurableTask.Worker;

/// <summary>The work items that are being done at the moment.</summary>
internal sealed class RunningWork
{
    private readonly ConcurrentDictionary<Task, bool> _tasks = new();

    public int Count => _tasks.Count;

    public void Start(Func<Task> work)
    {
        Task task = Task.Run(work);
        _tasks[task] = true;
        _ = task.ContinueWith(done => _tasks.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until all that runs now has ended, at most <paramref name="limit"/>.</summary>
    public Task SettleAsync(TimeSpan limit) => Task.WhenAny(Task.WhenAll(_tasks.Keys), Task.Delay(limit));

    /// <summary>Waits until all that runs now has ended, or for as long as the host has patience.</summary>
    public Task SettleAsync(CancellationToken impatient) => Task.WhenAny(Task.WhenAll(_tasks.Keys), Task.Delay(Timeout.Infinite, impatient));
}
