namespace VividMed.Inference;

/// <summary>What a segmenter sees: Voxels with x fastest, then y, then z, on Grid (RAS+, the model's spacing, cropped), normalised.</summary>
internal sealed record PreparedVolume(PreparedGrid Grid, float[] Voxels)
{
    public int Width => Grid.X.Length;

    public int Height => Grid.Y.Length;

    public int Depth => Grid.Z.Length;
}
