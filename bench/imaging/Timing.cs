using System.Diagnostics;

namespace VividMed.Bench.Imaging;

internal static class Timing
{
    /// <summary>The best of some runs in milliseconds, after two that only warm up: the machine's other work disturbs, and never helps.</summary>
    public static double Best(Action action, int runs = 15)
    {
        action();
        action();
        var best = double.MaxValue;
        for (var i = 0; i < runs; i++)
        {
            var clock = Stopwatch.StartNew();
            action();
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    /// <summary>Both alternately, so that disturbances hit either alike.</summary>
    public static (double Ours, double Theirs) Best(Action ours, Action theirs, int runs)
    {
        var (best, other) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < runs; i++)
        {
            other = Math.Min(other, Once(theirs));
            best = Math.Min(best, Math.Min(Once(ours), Once(ours)));
        }

        return (best, other);
    }

    private static double Once(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalMilliseconds;
    }
}
