using System.Collections.Concurrent;

namespace VividMed.Training.Miniatures;

/// <summary>
/// Examples for training, made one after the other on a thread of their own and used several times: every nth draw is a fresh
/// example that takes the place of the oldest. Which example a draw gives depends on the seeds alone, not on timing.
/// </summary>
internal sealed class ExamplePool<T> : IDisposable
{
    private const int Ahead = 16;
    private readonly BlockingCollection<T> _fresh = new(Ahead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _maker;
    private readonly Random _random;
    private readonly List<T> _held = [];
    private readonly int _capacity;
    private readonly int _drawsPerFresh;
    private int _draws;
    private int _made;

    /// <param name="make">From a seed to an example; seeds count up from <paramref name="firstSeed"/>.</param>
    /// <param name="capacity">Examples held; the first quarter of them is drawn fresh.</param>
    public ExamplePool(Func<int, T> make, int firstSeed, int capacity, int drawsPerFresh)
    {
        (_capacity, _drawsPerFresh, _random) = (capacity, drawsPerFresh, new Random(firstSeed));
        _maker = Task.Factory.StartNew(() => Make(make, firstSeed), _stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public T Draw()
    {
        var warm = _made >= Math.Max(1, _capacity / 4);
        return warm && _draws++ % _drawsPerFresh != 0 ? _held[_random.Next(_held.Count)] : TakeFresh();
    }

    public void Dispose()
    {
        _stop.Cancel();
        try
        {
            _maker.Wait();
        }
        catch (AggregateException)
        {
            // Draw has reported what failed; a cancelled maker is what was asked for.
        }

        _fresh.Dispose();
        _stop.Dispose();
    }

    private T TakeFresh()
    {
        if (!_fresh.TryTake(out var example, Timeout.Infinite))
        {
            _maker.GetAwaiter().GetResult();
            throw new InvalidOperationException("the example maker ended early");
        }

        if (_held.Count < _capacity) _held.Add(example);
        else _held[_made % _capacity] = example;
        _made++;
        return example;
    }

    private void Make(Func<int, T> make, int seed)
    {
        try
        {
            while (!_stop.IsCancellationRequested) _fresh.Add(make(seed++), _stop.Token);
        }
        finally
        {
            _fresh.CompleteAdding();
        }
    }
}
