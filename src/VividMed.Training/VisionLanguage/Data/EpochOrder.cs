namespace VividMed.Training.VisionLanguage.Data;

/// <summary>
/// The order in which a source's studies are seen, without reading any: each epoch sees all of them once, shuffled. Buckets are shuffled and
/// taken together into windows, and studies are shuffled within their window, so that few buckets are in use at a time. Everything
/// follows from the seed, and any place can be found at once: a training goes on in the middle of an epoch.
/// </summary>
/// <param name="sizes">how many studies each bucket holds, none 0</param>
/// <param name="window">studies that are shuffled together at least, unless the epoch ends</param>
internal sealed class EpochOrder(IReadOnlyList<int> sizes, int window, int seed)
{
    /// <summary>Of two epochs, since an epoch's last steps look into the next one.</summary>
    private readonly (long Epoch, IReadOnlyList<EpochWindow> Windows)?[] _known = new (long, IReadOnlyList<EpochWindow>)?[2];

    public long Count { get; } = sizes.Sum(static size => (long)size);

    /// <summary>The window that a place of the endless sequence of studies lies in, and the place within it.</summary>
    public (EpochWindow Window, int Place) Find(long position)
    {
        var (epoch, within) = Math.DivRem(position, Count);
        var found = WindowsOf(epoch).Last(one => one.Start <= within);
        return (found, (int)(within - found.Start));
    }

    /// <summary>The window after another one, of the next epoch after an epoch's last.</summary>
    public EpochWindow After(EpochWindow one)
    {
        var windows = WindowsOf(one.Epoch);
        return one.Index + 1 < windows.Count ? windows[one.Index + 1] : WindowsOf(one.Epoch + 1)[0];
    }

    private IReadOnlyList<EpochWindow> WindowsOf(long epoch)
    {
        ref var known = ref _known[epoch % 2];
        if (known is { } same && same.Epoch == epoch) return same.Windows;
        var windows = new List<EpochWindow>();
        var (buckets, start, count) = (new List<int>(), 0L, 0);
        var order = new SeededRandom(seed, epoch).Draw(Enumerable.Range(0, sizes.Count), sizes.Count);
        for (var i = 0; i < order.Count; i++)
        {
            buckets.Add(order[i]);
            count += sizes[order[i]];
            if (count < window && i + 1 < order.Count) continue;
            windows.Add(new EpochWindow(epoch, windows.Count, start, [.. buckets], Shuffled(epoch, windows.Count, count)));
            (start, count) = (start + count, 0);
            buckets.Clear();
        }

        known = (epoch, windows);
        return windows;
    }

    private int[] Shuffled(long epoch, int index, int count) => [.. new SeededRandom(seed, epoch, index).Draw(Enumerable.Range(0, count), count)];
}

/// <summary>
/// Studies that are shuffled together: the buckets that they lie in, and for each place of the window which of the buckets' studies, one bucket
/// after the other, is seen there. Start is its first place in the epoch.
/// </summary>
internal sealed record EpochWindow(long Epoch, int Index, long Start, IReadOnlyList<int> Buckets, IReadOnlyList<int> Order);
