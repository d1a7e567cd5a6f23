using VividMed.Training.Networks;

namespace VividMed.Training.Miniatures;

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

    /// <param name="prompts">The prompts in the order of the target's rows.</param>
    /// <param name="offsets">Which voxels of every cell of 2 x 2 x 2 are taken, 0..7, z slowest.</param>
    /// <param name="target">[prompts, offsets, cells], 0 or 1.</param>
    public void CopyLabels(ReadOnlySpan<int> prompts, ReadOnlySpan<int> offsets, Span<float> target)
    {
        target.Clear();
        var rows = RowStarts(prompts, target.Length / prompts.Length);
        var cells = target.Length / (prompts.Length * offsets.Length);
        for (var i = 0; i < offsets.Length; i++) CopyLabels(offsets[i], rows, target[(i * cells)..]);
    }

    private void CopyLabels(int offset, int[] rows, Span<float> target)
    {
        var (first, count) = Inside(_start.X, example.Width, network.X);
        var at = 0;
        for (var z = offset >> 2; z < network.Z; z += 2)
        {
            for (var y = offset >> 1 & 1; y < network.Y; y += 2)
            {
                var row = Row(y, z);
                for (var x = offset & 1; x < network.X; x += 2, at++)
                {
                    if (row is null || x < first || x >= first + count) continue;
                    for (var bits = example.Labels[row.Value + _start.X + x]; bits != 0; bits &= bits - 1)
                    {
                        var start = rows[System.Numerics.BitOperations.TrailingZeroCount(bits)];
                        if (start >= 0) target[start + at] = 1;
                    }
                }
            }
        }
    }

    /// <summary>For each bit of a label where its row starts, -1 for bits that are not wanted.</summary>
    private static int[] RowStarts(ReadOnlySpan<int> prompts, int length)
    {
        var starts = new int[32];
        Array.Fill(starts, -1);
        for (var row = 0; row < prompts.Length; row++) starts[prompts[row]] = row * length;
        return starts;
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
