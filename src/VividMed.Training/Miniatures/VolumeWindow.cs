namespace VividMed.Training;

/// <summary>
/// A window at a random place of an example, as the sliding window may lay it. Along an axis shorter than the window the
/// example lies anywhere within it; outside there is the pad value 0.
/// </summary>
internal sealed class VolumeWindow(VolumeExample example, SegmenterNetwork network, Random random)
{
    private readonly (int X, int Y, int Z) _start = (
        Place(example.Width, network.X, random),
        Place(example.Height, network.Y, random),
        Place(example.Depth, network.Z, random));

    /// <param name="target">[Z, Y, X].</param>
    public void CopyVoxels(Span<float> target)
    {
        target.Clear();
        var (first, count) = Inside(_start.X, example.Width, network.X);
        for (var z = 0; z < network.Z; z++)
        {
            for (var y = 0; y < network.Y; y++)
            {
                if (Row(y, z) is not { } row) continue;
                example.Voxels.AsSpan(row + _start.X + first, count).CopyTo(target[((((z * network.Y) + y) * network.X) + first)..]);
            }
        }
    }

    /// <param name="offset">Where the lattice of every second voxel begins.</param>
    /// <param name="target">[prompts, lattice], 0 or 1.</param>
    public void CopyLabels((int Z, int Y, int X) offset, int prompts, Span<float> target)
    {
        target.Clear();
        var lattice = target.Length / prompts;
        var (first, count) = Inside(_start.X, example.Width, network.X);
        var at = 0;
        for (var z = offset.Z; z < network.Z; z += SegmentationLoss.Stride)
        {
            for (var y = offset.Y; y < network.Y; y += SegmentationLoss.Stride)
            {
                var row = Row(y, z);
                for (var x = offset.X; x < network.X; x += SegmentationLoss.Stride, at++)
                {
                    if (row is null || x < first || x >= first + count) continue;
                    for (var bits = example.Labels[row.Value + _start.X + x]; bits != 0; bits &= bits - 1)
                    {
                        target[(System.Numerics.BitOperations.TrailingZeroCount(bits) * lattice) + at] = 1;
                    }
                }
            }
        }
    }

    private int? Row(int y, int z)
    {
        var (atY, atZ) = (_start.Y + y, _start.Z + z);
        return atY >= 0 && atY < example.Height && atZ >= 0 && atZ < example.Depth ? example.Width * (atY + (example.Height * atZ)) : null;
    }

    private static (int First, int Count) Inside(int start, int length, int window)
    {
        var first = Math.Max(0, -start);
        return (first, Math.Max(0, Math.Min(window, length - start) - first));
    }

    private static int Place(int length, int window, Random random) =>
        length >= window ? random.Next(length - window + 1) : -random.Next(window - length + 1);
}
