using VividMed.Imaging.Geometry;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>Boxes of the network, as fractions of the image, in voxels of the image.</summary>
internal static class ImageBox
{
    /// <param name="box">center x, y, z, width, height, depth, 0 to 1</param>
    /// <param name="size">of the image; a flat one has depth 1</param>
    public static Box Of(ReadOnlySpan<float> box, (int Width, int Height, int Depth) size)
    {
        var (x, y, z) = (box[3] / 2, box[4] / 2, box[5] / 2);
        return new Box(
            (box[0] - x) * size.Width, (box[1] - y) * size.Height, (box[2] - z) * size.Depth,
            (box[0] + x) * size.Width, (box[1] + y) * size.Height, (box[2] + z) * size.Depth).Clip(size.Width, size.Height, size.Depth);
    }
}
