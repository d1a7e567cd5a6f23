using VividMed.Imaging;

namespace VividMed.Inference.Preparation;

/// <summary>The steps that work on 8-bit pixels.</summary>
internal static class RadiographPixels
{
    /// <summary>
    /// Histogram equalization over 256 bins as torchvision and Pillow define it; an image of fewer pixels than gray levels to spread them
    /// over stays as it is.
    /// </summary>
    public static GrayImage Equalize(GrayImage image)
    {
        Span<int> histogram = stackalloc int[256];
        Count(image, histogram);
        var brightest = 255;
        while (brightest > 0 && histogram[brightest] == 0) brightest--;
        var step = (image.Pixels.Length - histogram[brightest]) / 255;
        if (step == 0) return image;

        var map = new byte[256];
        var sum = step / 2;
        for (var value = 0; value < 256; value++)
        {
            map[value] = (byte)Math.Clamp(sum / step, 0, 255);
            sum += histogram[value];
        }

        return Map(image, map);
    }

    public static GrayImage Invert(GrayImage image)
    {
        var map = new byte[256];
        for (var value = 0; value < 256; value++) map[value] = (byte)(255 - value);
        return Map(image, map);
    }

    /// <summary>How often each of the 256 values occurs.</summary>
    public static void Count(GrayImage image, Span<int> histogram)
    {
        histogram.Clear();
        foreach (var pixel in image.Pixels) histogram[pixel]++;
    }

    private static GrayImage Map(GrayImage image, byte[] map)
    {
        var pixels = new byte[image.Pixels.Length];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = map[image.Pixels[i]];
        return image with { Pixels = pixels };
    }
}
