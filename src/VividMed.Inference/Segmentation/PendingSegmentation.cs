namespace VividMed.Inference;

/// <summary>What a device has said of one image or volume. Making masks of it is work for the processor, done while the device goes on.</summary>
public sealed class PendingSegmentation : IDisposable
{
    private readonly Func<IReadOnlyList<Segmentation>> _finish;
    private Action? _release;

    internal PendingSegmentation(Func<IReadOnlyList<Segmentation>> finish, Action? release = null)
    {
        _finish = finish;
        _release = release;
    }

    /// <summary>The masks on the original grid, in the order of what was asked for. Once, and before disposal.</summary>
    public IReadOnlyList<Segmentation> Finish() => _finish();

    public void Dispose() => Interlocked.Exchange(ref _release, value: null)?.Invoke();
}
