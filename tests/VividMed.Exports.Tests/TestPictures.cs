using System.Collections.Concurrent;
using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;

namespace VividMed.Exports.Tests;

/// <summary>Real encoded images of a record's size, each pixel telling where it lies.</summary>
internal static class TestPictures
{
    private static readonly ConcurrentDictionary<(int, int, int, Affine?), byte[]> Made = new();

    public static byte[] Of(SampleImage image) => Made.GetOrAdd((image.Width, image.Height, image.Depth, image.Affine), _ => Make(image));

    private static byte[] Make(SampleImage image)
    {
        using var stream = new MemoryStream();
        if (image.Depth == 1) PngCodec.WriteGray8(stream, Gradient(image.Width, image.Height));
        else NiftiWriter.Write(stream, Volume(image.Width, image.Height, image.Depth), image.Width, image.Height, image.Depth, image.Affine ?? Affine.Identity);
        return stream.ToArray();
    }

    public static GrayImage Gradient(int width, int height)
    {
        var pixels = new byte[width * height];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)((i % width * 3) + (i / width * 5));
        return new(width, height, pixels);
    }

    /// <summary>Voxel (x, y, z) is x + 10 y + 100 z - 1000, in Hounsfield units.</summary>
    public static short[] Volume(int width, int height, int depth)
    {
        var voxels = new short[width * height * depth];
        for (var i = 0; i < voxels.Length; i++) voxels[i] = (short)((i % width) + (i / width % height * 10) + (i / (width * height) * 100) - 1000);
        return voxels;
    }
}
