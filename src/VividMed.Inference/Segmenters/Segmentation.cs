using VividMed.Imaging.Masks;
using VividMed.Taxonomy;

namespace VividMed.Inference.Segmenters;

/// <summary>
/// A prompt's mask on the grid of the original volume. Score is the mean probability (0..1) over the voxels above the threshold; 0 where
/// there are none.
/// </summary>
public sealed record Segmentation(string Target, Side Side, Mask Mask, double Score);

/// <summary>What to outline: a taxonomy id and a side, which the manifest's labels must have.</summary>
public sealed record SegmentationPrompt(string Target, Side Side = Side.None);

/// <summary>
/// What a device has said of one image or volume. Making masks of it is work for the processor, done while the device goes on.
/// </summary>
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

    /// <summary>Gives back the memory of what the device said, whether masks were made of it or not; a second call does nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref _release, value: null)?.Invoke();
}
