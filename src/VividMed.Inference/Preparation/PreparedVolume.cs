namespace VividMed.Inference.Preparation;

/// <summary>What a segmenter sees of a volume: RAS+, at the model's spacing, cropped, normalized.</summary>
public sealed class PreparedVolume
{
    internal PreparedVolume(PreparedGrid grid, float[] voxels)
    {
        Grid = grid;
        Voxels = voxels;
    }

    public int Width => Grid.X.Length;

    public int Height => Grid.Y.Length;

    public int Depth => Grid.Z.Length;

    /// <summary>x fastest, then y, then z.</summary>
    public float[] Voxels { get; }

    /// <summary>The same grid in the second preparation; null for a model with one image input.</summary>
    internal float[]? Second { get; init; }

    internal PreparedGrid Grid { get; }

    /// <summary>
    /// For every voxel, x fastest, the linear index of the original's nearest voxel: how truth masks follow the image in training.
    /// </summary>
    public int[] NearestSource()
    {
        int[] lengths = [0, 0, 0];
        foreach (var axis in (ReadOnlySpan<AxisMap>)[Grid.X, Grid.Y, Grid.Z]) lengths[axis.SourceAxis] = axis.SourceLength;
        int[] strides = [1, lengths[0], lengths[0] * lengths[1]];
        var (xs, ys, zs) = (Nearest(Grid.X), Nearest(Grid.Y), Nearest(Grid.Z));
        var indices = new int[Voxels.Length];
        var at = 0;
        foreach (var z in zs)
        {
            foreach (var y in ys)
            {
                foreach (var x in xs) indices[at++] = x + y + z;
            }
        }

        return indices;

        int[] Nearest(AxisMap axis) =>
            [.. Enumerable.Range(0, axis.Length).Select(i => strides[axis.SourceAxis] * Math.Clamp((int)Math.Round(axis.Start + (i * axis.Step)), 0, axis.SourceLength - 1))];
    }
}
