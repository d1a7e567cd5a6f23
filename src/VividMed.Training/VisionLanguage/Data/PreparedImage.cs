using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>
/// The mean and the brightest of what each voxel that is seen covers, in shades of 0 to 255, x fastest: what is smaller than a voxel shows in its peak.
/// </summary>
internal sealed record PreparedImage(byte[] Means, byte[] Peaks)
{
    /// <summary>Both changed in the same way.</summary>
    public PreparedImage Select(Func<byte[], byte[]> change) => new(change(Means), change(Peaks));

    /// <summary>[batch, 2, depth, height, width], 0 to 1, of what is seen of a grid: means and peaks.</summary>
    public static Tensor ToTensor(IReadOnlyList<PreparedImage> images, ImageGrid grid)
    {
        var seen = grid.Seen;
        var shades = new byte[2 * images.Count * seen.Count];
        foreach (var (row, image) in images.Index())
        {
            image.Means.CopyTo(shades, 2 * row * seen.Count);
            image.Peaks.CopyTo(shades, ((2 * row) + 1) * seen.Count);
        }

        return tensor(shades).view(images.Count, 2, seen.Depth, seen.Height, seen.Width).to(ScalarType.Float32).div(255);
    }
}
