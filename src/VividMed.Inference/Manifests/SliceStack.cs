namespace VividMed.Inference.Manifests;

/// <summary>
/// For a model that looks at single slices of a volume: its tensor is [B, C, y, x] and its masks [B, classes, y, x], those of slice z.
/// Slices run along z of <see cref="VolumePreprocessing.Orientation"/>; the masks are stacked along it again.
/// </summary>
/// <param name="Offsets">What each channel shows: channel c is slice z + Offsets[c]. [0] is the slice alone, [-1, 0, 1] has both neighbors.</param>
/// <param name="Edge">What stands for slices beyond the first and the last.</param>
public sealed record SliceStack(IReadOnlyList<int> Offsets, SliceEdge Edge = SliceEdge.Repeat);

/// <summary>What stands for slices that a volume does not have.</summary>
public enum SliceEdge
{
    /// <summary>The first or last slice again.</summary>
    Repeat,

    /// <summary>The window's padValue.</summary>
    Pad,
}
