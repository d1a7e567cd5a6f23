namespace VividMed.Dashboard.Samples;

/// <summary>
/// What was made last, by name: made once for all who ask, whoever of them leaves meanwhile, and let go when it was not asked for longest.
/// What failed is not kept.
/// </summary>
internal sealed class Recent<T>(int most)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(string Name, Task<T> Value)> _entries = new();

    public async Task<T> GetAsync(string name, Func<Task<T>> make, CancellationToken cancellationToken)
    {
        var value = Take(name, make);
        try
        {
            return await value.WaitAsync(cancellationToken);
        }
        catch when (value.IsFaulted || value.IsCanceled)
        {
            Drop(value);
            throw;
        }
    }

    private Task<T> Take(string name, Func<Task<T>> make)
    {
        lock (_gate)
        {
            for (var node = _entries.First; node is not null; node = node.Next)
            {
                if (node.Value.Name != name) continue;
                _entries.Remove(node);
                _entries.AddFirst(node);
                return node.Value.Value;
            }

            // Off the caller's thread: what it does before it first waits must not hold the gate.
            var value = Task.Run(make);
            _entries.AddFirst((name, value));
            if (_entries.Count > most) _entries.RemoveLast();
            return value;
        }
    }

    private void Drop(Task<T> value)
    {
        lock (_gate)
        {
            for (var node = _entries.First; node is not null; node = node.Next)
            {
                if (node.Value.Value != value) continue;
                _entries.Remove(node);
                return;
            }
        }
    }
}
