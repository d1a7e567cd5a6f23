using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>Makes a detector's input of a radiograph: resize, equalise, normalise, pad, as the manifest says.</summary>
public static class RadiographPreparation
{
    /// <param name="image">The radiograph as it is shown: bright bone, the patient's right on the left.</param>
    /// <param name="tensor">One image of the batch: [Channels, Size, Size].</param>
    /// <exception cref="ModelException"><c>image-invalid</c>.</exception>
    public static void Prepare(GrayImage image, RadiographPreprocessing preparation, Span<float> tensor)
    {
        var frame = Frame(image, preparation);
        var pixels = Resize(image, frame, preparation.Antialias);
        if (preparation.Equalise == EqualiseStage.AfterResize) Equalise(pixels);

        var plane = preparation.Size * preparation.Size;
        tensor.Fill((float)preparation.PadValue);
        for (var channel = 0; channel < preparation.Channels; channel++)
        {
            var values = Normalised(preparation, channel);
            for (var y = 0; y < frame.ResizedHeight; y++)
            {
                var row = tensor.Slice((channel * plane) + (y * preparation.Size), frame.ResizedWidth);
                var source = pixels.AsSpan(y * frame.ResizedWidth, frame.ResizedWidth);
                for (var x = 0; x < row.Length; x++) row[x] = values[source[x]];
            }
        }
    }

    internal static RadiographFrame Frame(GrayImage image, RadiographPreprocessing preparation) =>
        image.Width >= 1 && image.Height >= 1 && image.Pixels.LongLength == (long)image.Width * image.Height
            ? RadiographFrame.For(image.Width, image.Height, preparation)
            : throw new ModelException("image-invalid", $"a grey image of {image.Width} x {image.Height} with {image.Pixels.LongLength} pixels cannot be prepared");

    /// <summary>Rows first, one source row at a time, so that the reduction of a large radiograph needs no second copy of it.</summary>
    private static byte[] Resize(GrayImage image, RadiographFrame frame, bool antialias)
    {
        var (across, down) = (new ResizeTaps(image.Width, frame.ResizedWidth, antialias), new ResizeTaps(image.Height, frame.ResizedHeight, antialias));
        var narrow = new float[image.Height * frame.ResizedWidth];
        for (var y = 0; y < image.Height; y++)
        {
            var source = image.Pixels.AsSpan(y * image.Width, image.Width);
            var target = narrow.AsSpan(y * frame.ResizedWidth, frame.ResizedWidth);
            for (var x = 0; x < target.Length; x++)
            {
                var weights = across.Weights(x);
                var taps = source.Slice(across.First(x), weights.Length);
                var sum = 0f;
                for (var i = 0; i < weights.Length; i++) sum += weights[i] * taps[i];
                target[x] = sum;
            }
        }

        var result = new byte[frame.ResizedWidth * frame.ResizedHeight];
        var line = new float[frame.ResizedWidth];
        for (var y = 0; y < frame.ResizedHeight; y++)
        {
            Array.Clear(line);
            var weights = down.Weights(y);
            for (var i = 0; i < weights.Length; i++)
            {
                var source = narrow.AsSpan((down.First(y) + i) * line.Length, line.Length);
                for (var x = 0; x < line.Length; x++) line[x] += weights[i] * source[x];
            }

            for (var x = 0; x < line.Length; x++) result[(y * line.Length) + x] = (byte)Math.Clamp(MathF.Round(line[x], MidpointRounding.AwayFromZero), 0, 255);
        }

        return result;
    }

    /// <summary>Histogram equalisation over 256 bins as torchvision and PIL define it; a constant image stays as it is.</summary>
    private static void Equalise(byte[] pixels)
    {
        Span<int> histogram = stackalloc int[256];
        foreach (var pixel in pixels) histogram[pixel]++;
        var step = (pixels.Length - histogram[pixels.Max()]) / 255;
        if (step == 0) return;

        Span<byte> map = stackalloc byte[256];
        var sum = step / 2;
        for (var value = 0; value < 256; value++)
        {
            map[value] = (byte)Math.Clamp(sum / step, 0, 255);
            sum += histogram[value];
        }

        for (var i = 0; i < pixels.Length; i++) pixels[i] = map[pixels[i]];
    }

    private static float[] Normalised(RadiographPreprocessing preparation, int channel)
    {
        var values = new float[256];
        for (var value = 0; value < 256; value++)
        {
            values[value] = (float)(((value * preparation.Scale) - preparation.Mean[channel]) / preparation.Std[channel]);
        }

        return values;
    }
}
