using VividMed.Imaging;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Preparation;

/// <summary>Makes a model's input of a radiograph: the manifest's steps in order, then padding. The original is never changed.</summary>
public static class RadiographPreparation
{
    /// <param name="image">The radiograph as it is shown: bright bone, the patient's right on the left.</param>
    /// <param name="tensor">One image of the batch: [Channels, Height, Width].</param>
    /// <exception cref="ModelException"><c>image-invalid</c>.</exception>
    public static void Prepare(GrayImage image, RadiographPreprocessing preparation, Span<float> tensor)
    {
        var frame = Frame(image, preparation);
        GrayTable? table = null;
        foreach (var step in preparation.Steps)
        {
            if (step is ResizeStep or EqualizeStep or InvertStep) image = Apply(image, step, frame);
            else (table ??= Table(image, preparation.Channels)).Apply(step);
        }

        table ??= Table(image, preparation.Channels);
        tensor.Fill((float)preparation.PadValue);
        for (var channel = 0; channel < preparation.Channels; channel++)
        {
            Place(image, frame, table[channel], tensor[(channel * frame.TensorWidth * frame.TensorHeight)..]);
        }
    }

    internal static RadiographFrame Frame(GrayImage image, RadiographPreprocessing preparation) =>
        image.Width >= 1 && image.Height >= 1 && image.Pixels.LongLength == (long)image.Width * image.Height
            ? RadiographFrame.For(image.Width, image.Height, preparation)
            : throw new ModelException(
                "image-invalid",
                $"a gray image of {image.Width} x {image.Height} with {image.Pixels.LongLength} pixels cannot be prepared");

    private static GrayImage Apply(GrayImage image, PreparationStep step, RadiographFrame frame) => step switch
    {
        ResizeStep resize => RadiographResize.Resize(image, frame.ResizedWidth, frame.ResizedHeight, resize.Filter),
        EqualizeStep => RadiographPixels.Equalize(image),
        _ => RadiographPixels.Invert(image),
    };

    private static GrayTable Table(GrayImage image, int channels)
    {
        var histogram = new int[256];
        RadiographPixels.Count(image, histogram);
        return new GrayTable(channels, histogram);
    }

    private static void Place(GrayImage image, RadiographFrame frame, ReadOnlySpan<float> values, Span<float> plane)
    {
        for (var y = 0; y < image.Height; y++)
        {
            var row = plane.Slice(((frame.Top + y) * frame.TensorWidth) + frame.Left, image.Width);
            var source = image.Pixels.AsSpan(y * image.Width, image.Width);
            for (var x = 0; x < row.Length; x++) row[x] = values[source[x]];
        }
    }
}
