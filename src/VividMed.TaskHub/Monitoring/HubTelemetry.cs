using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using VividMed.TaskHub.Dispatch;

namespace VividMed.TaskHub.Monitoring;

/// <summary>The hub's metrics, meter <see cref="MeterName"/>; every one carries the tag <c>hub</c>. Durations are in seconds.</summary>
public sealed class HubTelemetry : IDisposable
{
    public const string MeterName = "VividMed.TaskHub";

    private readonly Meter _meter = new(MeterName);
    private readonly ConcurrentDictionary<string, RunningTotals> _totals = new(StringComparer.Ordinal);
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _turn;
    private readonly Histogram<int> _replay;
    private readonly Counter<long> _activities;
    private readonly Counter<long> _redelivered;
    private readonly Counter<long> _poisoned;

    public HubTelemetry()
    {
        _commit = _meter.CreateHistogram<double>("taskhub.commit.duration", "s", "Storing one turn, its wait for the shared transaction included");
        _turn = _meter.CreateHistogram<double>("taskhub.turn.duration", "s", "From handing out a turn until it is stored");
        _replay = _meter.CreateHistogram<int>("taskhub.replay.length", "{event}", "History events that a turn replayed");
        _activities = _meter.CreateCounter<long>("taskhub.activities.completed", "{activity}", "Outcomes stored");
        _redelivered = _meter.CreateCounter<long>("taskhub.workitems.redelivered", "{item}", "Work items that came back unfinished");
        _poisoned = _meter.CreateCounter<long>("taskhub.workitems.poisoned", "{item}", "Work items given up");
    }

    public void Dispose() => _meter.Dispose();

    internal void Watch(IEnumerable<(string Name, Dispatcher Dispatcher)> hubs)
    {
        _meter.CreateObservableGauge(
            "taskhub.queue.depth", () => Measure(hubs, state => state.Ready), "{item}", "Work items that wait for a worker");
        _meter.CreateObservableGauge(
            "taskhub.queue.age", () => Measure(hubs, state => state.Age.TotalSeconds), "s", "How long the oldest of them has waited");
        _meter.CreateObservableGauge(
            "taskhub.workitems.inflight", () => Measure(hubs, state => state.InFlight), "{item}", "Work items that workers hold");
    }

    /// <summary>What was measured of a hub since this server started.</summary>
    internal RunningTotals TotalsOf(string hub) => _totals.GetOrAdd(hub, static _ => new());

    internal void TurnStored(string hub, TimeSpan commit, TimeSpan turn, int replayed)
    {
        TotalsOf(hub).Add(commit, turn, replayed);
        _commit.Record(commit.TotalSeconds, Tag(hub));
        _turn.Record(turn.TotalSeconds, Tag(hub));
        _replay.Record(replayed, Tag(hub));
    }

    internal void ActivityStored(string hub)
    {
        TotalsOf(hub).AddActivity();
        _activities.Add(1, Tag(hub));
    }

    internal void Redelivered(string hub, int count)
    {
        TotalsOf(hub).AddRedelivered(count);
        _redelivered.Add(count, Tag(hub));
    }

    internal void GaveUp(string hub)
    {
        TotalsOf(hub).AddPoisoned();
        _poisoned.Add(1, Tag(hub));
    }

    private static IEnumerable<Measurement<T>> Measure<T>(IEnumerable<(string Name, Dispatcher Dispatcher)> hubs, Func<QueueState, T> value)
        where T : struct
    {
        foreach (var (name, dispatcher) in hubs)
        {
            var (orchestrations, activities) = dispatcher.Measure();
            yield return new(value(orchestrations), Tag(name), new("kind", "orchestration"));
            yield return new(value(activities), Tag(name), new("kind", "activity"));
        }
    }

    private static KeyValuePair<string, object?> Tag(string hub) => new("hub", hub);
}
