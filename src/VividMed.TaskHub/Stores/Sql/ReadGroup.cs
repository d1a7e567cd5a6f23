namespace VividMed.TaskHub.Stores.Sql;

/// <summary>
/// Lets those who ask while a read is under way share the next one: a burst of waiting clients costs a few reads, not one each.
/// </summary>
/// <param name="read">Reads what is there of some keys; it begins after all of them were asked for.</param>
internal sealed class ReadGroup<TKey, TValue>(Func<IReadOnlyCollection<TKey>, Task<Dictionary<TKey, TValue>>> read)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _gate = new();
    private List<(TKey Key, TaskCompletionSource<TValue?> Value)> _waiting = [];
    private bool _reading;

    public Task<TValue?> ReadAsync(TKey key)
    {
        var value = new TaskCompletionSource<TValue?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add((key, value));
            if (_reading) return value.Task;
            _reading = true;
        }

        _ = ReadAllAsync();
        return value.Task;
    }

    private async Task ReadAllAsync()
    {
        while (Take() is { Count: > 0 } asked)
        {
            try
            {
                var found = await read([.. asked.Select(one => one.Key).Distinct()]);
                foreach (var (key, value) in asked) value.TrySetResult(found.GetValueOrDefault(key));
            }
#pragma warning disable CA1031 // it belongs to those who asked
            catch (Exception e)
#pragma warning restore CA1031
            {
                foreach (var (_, value) in asked) value.TrySetException(e);
            }
        }
    }

    private List<(TKey Key, TaskCompletionSource<TValue?> Value)> Take()
    {
        lock (_gate)
        {
            var asked = _waiting;
            _waiting = [];
            _reading = asked.Count > 0;
            return asked;
        }
    }
}
