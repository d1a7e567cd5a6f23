using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Dicom.Segmentations;

/// <summary>
/// A DICOM segmentation (binary, fractional or label map) as masks. Its frames lie where they say, in any order, and those without a pixel
/// are usually left out: a segment is laid on the grid that its frames span, or by positions on that of an image, never index by index.
/// </summary>
public sealed class DicomSegmentation
{
    private readonly ISegmentPixels _pixels;
    private readonly IReadOnlyList<SegmentFrame> _frames;

    internal DicomSegmentation(IReadOnlyList<DicomSegment> segments, VolumeGrid grid, IReadOnlyList<SegmentFrame> frames, ISegmentPixels pixels) =>
        (Segments, Grid, _frames, _pixels) = (segments, grid, frames, pixels);

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<DicomSegment> Segments { get; }

    /// <summary>Where the frames lie: columns, rows, then along their normal; voxel to RAS+ millimeters.</summary>
    public VolumeGrid Grid { get; }

    /// <summary>Reads to the end of the stream; masks are made when they are asked for.</summary>
    /// <exception cref="ImageFormatException">
    /// <c>not-a-segmentation</c>, <c>malformed-segmentation</c>, <c>malformed-slice-geometry</c>, <c>mixed-orientations</c> and others that
    /// slices bring, <c>too-large</c>, <c>truncated-pixel-data</c>, and all that reading a DICOM file may bring.
    /// </exception>
    public static DicomSegmentation Read(Stream stream, DicomLimits? limits = null, CancellationToken cancellationToken = default)
    {
        limits ??= DicomLimits.Default;
        return SegmentationReader.Read(DicomFile.Read(stream, limits, cancellationToken), limits, cancellationToken);
    }

    /// <summary>A segment on <see cref="Grid"/>; of a fractional one what is at least half there.</summary>
    /// <exception cref="ArgumentException">There is no such segment.</exception>
    public Mask MaskOf(int segment)
    {
        if (!Segments.Any(one => one.Number == segment)) throw new ArgumentException($"there is no segment {segment}", nameof(segment));
        var mask = new Mask(Grid.Width, Grid.Height, Grid.Depth);
        var size = (long)Grid.Width * Grid.Height;
        foreach (var frame in _frames.Where(frame => frame.Segment is null || frame.Segment == segment))
        {
            _pixels.Mark(frame.Index, segment, mask, frame.Depth * size);
        }

        return mask;
    }

    /// <summary>
    /// A segment on the grid of an image: the same voxels where both grids are the same but for order, direction and where they begin, else
    /// for each voxel of the image the nearest of the segmentation.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such segment.</exception>
    /// <exception cref="ImageFormatException"><c>grid-mismatch</c>: nothing of the segment lies within the image.</exception>
    public Mask MaskOf(int segment, VolumeGrid image) => MaskPlacement.Onto(MaskOf(segment), Grid, image);
}

/// <summary>What one segment shows.</summary>
/// <param name="Number">As frames refer to it.</param>
/// <param name="Label">What its maker called it; may be empty.</param>
/// <param name="Property">The meaning of its property type, such as Lung; empty where there is none.</param>
public sealed record DicomSegment(int Number, string Label, string Property)
{
    /// <summary>The segments that a data set lists, in its order, whatever else is wrong with it; none where it is no segmentation.</summary>
    public static IReadOnlyList<DicomSegment> ListOf(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return [.. dataset.GetSequence(FrameTags.SegmentSequence).Where(static item => item.GetInt(FrameTags.SegmentNumber) is not null).Select(Of)];
    }

    /// <summary>An item of the segment sequence, which has a number.</summary>
    internal static DicomSegment Of(DicomDataset item) => new(
        item.GetInt(FrameTags.SegmentNumber)!.Value,
        item.GetString(FrameTags.SegmentLabel) ?? "",
        item.GetSequence(FrameTags.SegmentedPropertyType) is [var property, ..] ? property.GetString(DicomTags.CodeMeaning) ?? "" : "");
}

/// <summary>A frame's place.</summary>
/// <param name="Index">Among the frames of the file.</param>
/// <param name="Segment">Null in a label map, whose pixels name their segments.</param>
/// <param name="Depth">Its slice in the grid.</param>
internal sealed record SegmentFrame(int Index, int? Segment, int Depth);
