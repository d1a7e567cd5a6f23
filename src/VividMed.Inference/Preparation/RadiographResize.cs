using VividMed.Imaging;
using VividMed.Imaging.Resampling;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Preparation;

/// <summary>Resizes 8-bit radiographs as the manifests' filters say.</summary>
internal static class RadiographResize
{
    public static GrayImage Resize(GrayImage image, int width, int height, ResizeFilter filter) => filter == ResizeFilter.Pillow
        ? Pillow(image, width, height)
        : Bilinear(image, width, height);

    /// <summary>
    /// Along the rows first, then down the columns, with 8-bit pixels between: as Pillow does, which skips an axis that keeps its length.
    /// </summary>
    private static GrayImage Pillow(GrayImage image, int width, int height)
    {
        if (image.Width != width) image = PillowRows(image, width);
        return image.Height == height ? image : PillowColumns(image, height);
    }

    private static GrayImage PillowRows(GrayImage image, int width)
    {
        var taps = new PillowTaps(image.Width, width);
        var pixels = new byte[width * image.Height];
        var sums = new int[width];
        for (var y = 0; y < image.Height; y++)
        {
            Array.Fill(sums, 1 << (PillowTaps.Precision - 1));
            taps.Add(image.Pixels.AsSpan(y * image.Width, image.Width), sums);
            Clip(sums, pixels.AsSpan(y * width, width));
        }

        return new GrayImage(width, image.Height, pixels);
    }

    private static GrayImage PillowColumns(GrayImage image, int height)
    {
        var taps = new PillowTaps(image.Height, height);
        var pixels = new byte[image.Width * height];
        var sums = new int[image.Width];
        for (var y = 0; y < height; y++)
        {
            Array.Fill(sums, 1 << (PillowTaps.Precision - 1));
            var weights = taps.Weights(y);
            for (var i = 0; i < weights.Length; i++)
            {
                PillowTaps.Add(image.Pixels.AsSpan((taps.First(y) + i) * image.Width, sums.Length), weights[i], sums);
            }

            Clip(sums, pixels.AsSpan(y * sums.Length, sums.Length));
        }

        return new GrayImage(image.Width, height, pixels);
    }

    private static void Clip(ReadOnlySpan<int> sums, Span<byte> pixels)
    {
        for (var x = 0; x < sums.Length; x++) pixels[x] = (byte)Math.Clamp(sums[x] >> PillowTaps.Precision, 0, 255);
    }

    private static GrayImage Bilinear(GrayImage image, int width, int height)
    {
        var (across, down) = (AxisTaps.Resized(image.Width, width), AxisTaps.Resized(image.Height, height));
        var pixels = new byte[width * height];
        var (right, below) = (image.Width > 1 ? 1 : 0, image.Height > 1 ? image.Width : 0);
        for (var y = 0; y < height; y++)
        {
            var row = down.Low[y] * image.Width;
            for (var x = 0; x < width; x++)
            {
                var at = row + across.Low[x];
                var upper = Mix(image.Pixels[at], image.Pixels[at + right], across.Share[x]);
                var lower = Mix(image.Pixels[at + below], image.Pixels[at + below + right], across.Share[x]);
                pixels[(y * width) + x] = (byte)MathF.Round(Mix(upper, lower, down.Share[y]), MidpointRounding.AwayFromZero);
            }
        }

        return new GrayImage(width, height, pixels);
    }

    private static float Mix(float a, float b, float share) => a + ((b - a) * share);
}
