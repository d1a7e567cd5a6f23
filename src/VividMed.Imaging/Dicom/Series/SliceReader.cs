using System.Globalization;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Dicom.Series;

/// <summary>Decodes the slices of a checked stack into a volume, file after file.</summary>
internal static class SliceReader
{
    /// <summary>Of modalities other than CT.</summary>
    private const float NoSignal = 0;

    /// <exception cref="ImageFormatException">
    /// <c>too-large</c> before anything is allocated, <c>not-a-slice</c>, and all that decoding may bring.
    /// </exception>
    public static Volume Fill(SliceStack stack, IReadOnlyList<Func<Stream>> files, DicomLimits limits, CancellationToken cancellationToken)
    {
        var (width, height, depth) = (stack.Slices[0].Columns, stack.Slices[0].Rows, stack.Slices.Count);
        var voxels = (long)width * height * depth;
        if (voxels * sizeof(float) > limits.PixelBytes || voxels > Array.MaxLength)
            throw new ImageFormatException("too-large", $"{width} x {height} x {depth} voxels exceed the limit of {limits.PixelBytes} bytes");

        float[]? values = null;
        foreach (var file in stack.Slices.Select(static (slice, z) => (slice, z)).GroupBy(static place => place.slice.Index))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                using var stream = files[file.Key]();
                var read = DicomFile.Read(stream, limits, cancellationToken);
                var image = read.DecodeImage(cancellationToken);
                if (image.SamplesPerPixel != 1 || (image.Rows, image.Columns) != (height, width))
                    throw new ImageFormatException("not-a-slice", $"a slice has {image.SamplesPerPixel} samples a pixel in {image.Rows} rows");
                var display = DicomDisplay.Read(read.Dataset);
                // Not before a slice has shown to be as large as the headers claim.
                values ??= GC.AllocateUninitializedArray<float>((int)voxels);
                var unmeasured = read.Dataset.GetString(DicomTags.Modality) == "CT" ? Hounsfield.Air : NoSignal;
                foreach (var (slice, z) in file) Fill(image, slice, display, unmeasured, values.AsSpan(z * width * height, width * height));
            }
            catch (ImageFormatException failure)
            {
                throw new ImageFormatException(
                    failure.Code,
                    string.Create(CultureInfo.InvariantCulture, $"slice {file.First().z + 1} of {depth} in the order of their positions: {failure.Message}"),
                    failure);
            }
        }

        return new Volume(width, height, depth, values!, stack.VoxelToWorld());
    }

    /// <param name="unmeasured">What padding becomes: its stored value may mean anything, bone too, once it is rescaled.</param>
    private static void Fill(DicomImage image, SliceHeader slice, DicomDisplay display, float unmeasured, Span<float> values)
    {
        if (slice.Frame >= image.Frames) throw new ImageFormatException("not-a-slice", $"a file has {image.Frames} frames where {slice.Frame + 1} are needed");
        var stored = new StoredValues(image, slice.Frame);
        var transform = slice.Rescale is { } own ? display with { ModalityLut = null, RescaleSlope = own.Slope, RescaleIntercept = own.Intercept } : display;
        for (var i = 0; i < values.Length; i++)
        {
            var value = stored[i];
            values[i] = image.Padding is { } padding && padding.Contains(value) ? unmeasured : (float)transform.Modality(value);
        }
    }
}
