namespace VividMed.Inference.Execution;

/// <summary>Counts who uses a session, so that it is never closed under a running call: closing waits for the last lease.</summary>
internal sealed class SessionLeases
{
    private readonly object _gate = new();
    private int _count;
    private bool _closed;

    /// <exception cref="ObjectDisposedException">The session is closed.</exception>
    public IDisposable Take()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(ModelSession));
            _count++;
        }

        return new Lease(this);
    }

    /// <summary>
    /// Refuses further leases and waits for those that are out; true for the first caller, who is the one to close the session.
    /// </summary>
    public bool Close()
    {
        lock (_gate)
        {
            if (_closed) return false;
            _closed = true;
            while (_count > 0) Monitor.Wait(_gate);
            return true;
        }
    }

    private void Return()
    {
        lock (_gate)
        {
            if (--_count == 0) Monitor.PulseAll(_gate);
        }
    }

    private sealed class Lease(SessionLeases leases) : IDisposable
    {
        private SessionLeases? _leases = leases;

        public void Dispose() => Interlocked.Exchange(ref _leases, value: null)?.Return();
    }
}
