using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Dicom.Series;

/// <summary>
/// Assembles the slices of a series, one file each or the frames of multi-frame objects, into a volume of modality values (Hounsfield units
/// for CT), sorted by position along the slice normal. Headers are read first and the order checked; then one file is held at a time. Padding
/// (<see cref="PixelPadding"/>) becomes air in CT and 0 in other modalities.
/// </summary>
public static class DicomSeries
{
    /// <summary>
    /// The one CT series among the objects of a study's folder. Localizers, secondary captures, other modalities and what is no image are
    /// left out; a series with a fault is refused with its cause, never repaired.
    /// </summary>
    /// <param name="objects">Opens each file, in any order; those of the series are opened twice, the others once, and all closed.</param>
    /// <param name="series">A Series Instance UID or series number; null for the only CT series there is.</param>
    /// <param name="limits">For each file, and with <see cref="DicomLimits.PixelBytes"/> for the volume as float32.</param>
    /// <param name="cancellationToken">Looked at before each file.</param>
    /// <exception cref="ImageFormatException">
    /// <c>no-ct-series</c>, <c>not-ct</c>, <c>several-series</c>, <c>unknown-series</c>, <c>single-slice</c>, <c>burned-in-annotation</c>, and
    /// all that <see cref="Assemble"/> may bring.
    /// </exception>
    public static SeriesVolume ReadCt(
        IReadOnlyList<Func<Stream>> objects, string? series = null, DicomLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objects);
        limits ??= DicomLimits.Default;
        var headers = SeriesHeaders.Read(objects, limits, cancellationToken);
        var choice = SeriesChoice.Of(
            [.. headers.Select(static (header, index) => SeriesObject.Of(index, header))],
            one => SliceHeader.Read(one.Index, headers[one.Index].Dataset), series);
        if (choice.Slices.Count == 1)
            throw new ImageFormatException("single-slice", "the CT series has one slice, which is no volume: copy all of its slices, or name the folder that holds them");
        SeriesHeaders.CheckWriting([.. choice.Slices.Select(static slice => slice.Index).Distinct().Select(index => headers[index].Dataset)]);
        return new(SliceReader.Fill(SliceStack.Order(choice.Slices), objects, limits, cancellationToken), choice.LeftOut);
    }

    /// <summary>All files as they are, of CT or MR, as one volume.</summary>
    /// <param name="slices">Opens each file, in any order; each is opened twice and closed.</param>
    /// <param name="limits">For each file, and with <see cref="DicomLimits.PixelBytes"/> for the volume as float32.</param>
    /// <param name="cancellationToken">Looked at before each file.</param>
    /// <exception cref="ImageFormatException">
    /// <c>no-slices</c>, <c>mixed-series</c>, <c>mixed-sizes</c>, <c>mixed-orientations</c>, <c>mixed-spacings</c>, <c>varying-rescale</c>,
    /// <c>duplicate-slices</c>, <c>missing-slices</c>, <c>uneven-slices</c>, <c>shifted-slices</c>, <c>gantry-tilt</c>, <c>not-a-slice</c>,
    /// <c>malformed-slice-geometry</c>, <c>too-large</c> and all that reading a file may bring.
    /// </exception>
    public static Volume Assemble(
        IReadOnlyList<Func<Stream>> slices, DicomLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(slices);
        limits ??= DicomLimits.Default;
        var headers = SeriesHeaders.Read(slices, limits, cancellationToken);
        var stack = SliceStack.Order([.. headers.SelectMany(static (header, index) => SliceHeader.Read(index, header.Dataset))]);
        return SliceReader.Fill(stack, slices, limits, cancellationToken);
    }
}

/// <summary>A CT series as a volume.</summary>
/// <param name="Volume">In Hounsfield units.</param>
/// <param name="LeftOut">The objects that take no part, in the caller's order.</param>
public sealed record SeriesVolume(Volume Volume, IReadOnlyList<SetAside> LeftOut);
