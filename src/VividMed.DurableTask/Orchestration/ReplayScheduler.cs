namespace VividMed.DurableTask;

/// <summary>
/// Runs all code of one orchestration on the thread that replays it, one step after the other, in the order in which
/// steps become ready. That makes combinations such as WhenAll and WhenAny deterministic.
/// </summary>
internal sealed class ReplayScheduler : TaskScheduler
{
    private readonly Queue<Task> _ready = new();
    private readonly ReplaySynchronizationContext _flow;
    private int _thread;
    private bool _strayed;

    public ReplayScheduler()
    {
        _flow = new(this);
    }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether the caller runs within a step.</summary>
    public bool IsInside => Environment.CurrentManagedThreadId == Volatile.Read(ref _thread);

    /// <summary>Whether a step became ready from outside, that is, the orchestrator awaited something that is not durable.</summary>
    public bool Strayed => Volatile.Read(ref _strayed);

    /// <summary>Runs <paramref name="step"/> and everything that becomes ready by it.</summary>
    public void Run(Action step)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_flow);
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        try
        {
            Task first = new(step);
            first.Start(this);
            while (_ready.TryDequeue(out Task? next))
            {
                TryExecuteTask(next);
            }

            first.GetAwaiter().GetResult();
        }
        finally
        {
            Volatile.Write(ref _thread, 0);
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    protected override void QueueTask(Task task)
    {
        if (IsInside)
        {
            _ready.Enqueue(task);
        }
        else
        {
            // Running it now or later would depend on timing: it is dropped, and the turn fails.
            Volatile.Write(ref _strayed, true);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => IsInside && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}
