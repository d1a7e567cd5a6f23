namespace VividMed.Imaging.Resampling;

/// <summary>
/// Resizes gray images. An axis that shrinks averages the pixels that each new pixel covers, by area; an axis that grows interpolates
/// linearly between pixel centers. Results are rounded to the nearest.
/// </summary>
public static class ImageResizer
{
    /// <summary>The image in that many pixels, whatever becomes of its aspect; the same object where it has that size already.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1 pixel.</exception>
    public static GrayImage Resize(GrayImage image, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if ((image.Width, image.Height) == (width, height)) return image;

        var (columns, rows) = (AxisKernel.Resized(image.Width, width), AxisKernel.Resized(image.Height, height));
        var narrowed = new float[checked(width * image.Height)];
        for (var y = 0; y < image.Height; y++)
        {
            Narrow(image.Pixels.AsSpan(y * image.Width, image.Width), columns, narrowed.AsSpan(y * width, width));
        }

        var pixels = new byte[checked(width * height)];
        var sum = new float[width];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(sum);
            var weights = rows.Weights(y);
            for (var i = 0; i < weights.Length; i++) Add(narrowed.AsSpan((rows.First(y) + i) * width, width), weights[i], sum);
            for (var x = 0; x < width; x++) pixels[(y * width) + x] = (byte)Math.Clamp(sum[x] + 0.5f, 0, 255);
        }

        return new(width, height, pixels);
    }

    private static void Narrow(ReadOnlySpan<byte> row, AxisKernel columns, Span<float> result)
    {
        for (var x = 0; x < result.Length; x++)
        {
            var sum = 0f;
            var weights = columns.Weights(x);
            var covered = row.Slice(columns.First(x), weights.Length);
            for (var i = 0; i < weights.Length; i++) sum += covered[i] * weights[i];
            result[x] = sum;
        }
    }

    private static void Add(ReadOnlySpan<float> row, float weight, Span<float> sum)
    {
        for (var x = 0; x < sum.Length; x++) sum[x] += row[x] * weight;
    }
}
