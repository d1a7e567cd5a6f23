using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Dicom.Series;

/// <summary>
/// Assembles the slices of a CT or MR series, one file each, into a volume of modality values (Hounsfield units for CT), sorted by
/// position along the slice normal. Headers are read first and the order checked; then one slice is held at a time.
/// </summary>
public static class DicomSeries
{
    /// <param name="slices">Opens each file, in any order; each is opened twice and closed.</param>
    /// <param name="limits">For each file, and with <see cref="DicomLimits.PixelBytes"/> for the volume as float32.</param>
    /// <param name="cancellationToken">Looked at before each file.</param>
    /// <exception cref="ImageFormatException">
    /// <c>no-slices</c>, <c>mixed-series</c>, <c>duplicate-slices</c>, <c>missing-slices</c>, <c>gantry-tilt</c>, <c>not-a-slice</c>,
    /// <c>malformed-slice-geometry</c>, <c>too-large</c> and all that reading a file may bring.
    /// </exception>
    public static Volume Assemble(
        IReadOnlyList<Func<Stream>> slices, DicomLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(slices);
        limits ??= DicomLimits.Default;
        var headers = new SliceHeader[slices.Count];
        for (var i = 0; i < headers.Length; i++)
        {
            using var stream = slices[i]();
            headers[i] = SliceHeader.Read(i, DicomHeader.Read(stream, limits, cancellationToken).Dataset);
        }

        var stack = SliceStack.Order(headers);
        var (width, height) = (stack.Slices[0].Columns, stack.Slices[0].Rows);
        var voxels = (long)width * height * headers.Length;
        if (voxels * sizeof(float) > limits.PixelBytes || voxels > Array.MaxLength)
            throw new ImageFormatException(
                "too-large", $"{width} x {height} x {headers.Length} voxels exceed the limit of {limits.PixelBytes} bytes");

        var values = GC.AllocateUninitializedArray<float>((int)voxels);
        for (var z = 0; z < headers.Length; z++)
        {
            using var stream = slices[stack.Slices[z].Index]();
            Fill(DicomFile.Read(stream, limits, cancellationToken), values.AsSpan(z * width * height, width * height), cancellationToken);
        }

        return new Volume(width, height, headers.Length, values, stack.VoxelToWorld());
    }

    private static void Fill(DicomFile file, Span<float> slice, CancellationToken cancellationToken)
    {
        var image = file.DecodeImage(cancellationToken);
        if (image.SamplesPerPixel != 1 || image.Frames != 1 || image.Rows * image.Columns != slice.Length)
            throw new ImageFormatException("not-a-slice", $"a slice has {image.SamplesPerPixel} samples a pixel in {image.Frames} frames");
        var stored = new StoredValues(image, 0);
        var display = DicomDisplay.Read(file.Dataset);
        for (var i = 0; i < slice.Length; i++) slice[i] = (float)display.Modality(stored[i]);
    }
}
