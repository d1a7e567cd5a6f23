namespace VividMed.TaskHub;

/// <summary>The orchestrations that wait for activities, by id.</summary>
internal sealed class FanOuts
{
    private readonly Dictionary<string, FanOut> _open = new(StringComparer.Ordinal);

    public void Call(string instanceId)
    {
        if (!_open.TryGetValue(instanceId, out var fanOut)) fanOut = _open[instanceId] = new();
        fanOut.Call();
    }

    public void End(string instanceId)
    {
        if (!_open.TryGetValue(instanceId, out var fanOut)) return;
        fanOut.End();
        if (fanOut.IsOver) _open.Remove(instanceId);
    }

    public void TurnTook(string instanceId, TimeSpan time)
    {
        if (_open.TryGetValue(instanceId, out var fanOut)) fanOut.LastTurn = time;
    }

    public TimeSpan PatienceOf(string instanceId) => _open.TryGetValue(instanceId, out var fanOut) ? fanOut.Patience : TimeSpan.Zero;

    public void Clear() => _open.Clear();
}
