namespace VividMed.Imaging;

/// <summary>
/// Resizes grey images. An axis that shrinks averages the pixels that each new pixel covers, by area; an axis that grows interpolates
/// linearly between pixel centres. Results are rounded to the nearest.
/// </summary>
public static class ImageResizer
{
    public static GrayImage Resize(GrayImage image, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if ((image.Width, image.Height) == (width, height)) return image;

        var (columns, rows) = (ResizeKernel.Create(image.Width, width), ResizeKernel.Create(image.Height, height));
        var narrowed = new float[checked(width * image.Height)];
        for (var y = 0; y < image.Height; y++) Narrow(image.Pixels.AsSpan(y * image.Width, image.Width), columns, narrowed.AsSpan(y * width, width));

        var pixels = new byte[checked(width * height)];
        var sum = new float[width];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(sum);
            foreach (var (index, weight) in rows[y]) Add(narrowed.AsSpan(index * width, width), weight, sum);
            for (var x = 0; x < width; x++) pixels[(y * width) + x] = (byte)Math.Clamp(sum[x] + 0.5f, 0, 255);
        }

        return new(width, height, pixels);
    }

    private static void Narrow(ReadOnlySpan<byte> row, (int Index, float Weight)[][] columns, Span<float> result)
    {
        for (var x = 0; x < result.Length; x++)
        {
            var sum = 0f;
            foreach (var (index, weight) in columns[x]) sum += row[index] * weight;
            result[x] = sum;
        }
    }

    private static void Add(ReadOnlySpan<float> row, float weight, Span<float> sum)
    {
        for (var x = 0; x < sum.Length; x++) sum[x] += row[x] * weight;
    }
}
