namespace VividMed.Training.VisionLanguage;

/// <summary>The size that an image is resized to, in voxels; a flat image has depth 1.</summary>
internal readonly record struct ImageGrid(int Width, int Height, int Depth)
{
    public int Count => Width * Height * Depth;

    public bool IsFlat => Depth == 1;

    /// <summary>The grid on which masks are predicted: half in every direction, a single slice stays one.</summary>
    public ImageGrid Half => new(Width / 2, Height / 2, Math.Max(1, Depth / 2));

    public static ImageGrid For(int depth, NetworkOptions options) => depth == 1
        ? new(options.FlatSide, options.FlatSide, 1)
        : new(options.VolumeSide, options.VolumeSide, options.VolumeDepth);
}
