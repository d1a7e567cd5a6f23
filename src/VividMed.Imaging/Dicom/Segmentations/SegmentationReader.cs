using VividMed.Imaging.Dicom.Series;

namespace VividMed.Imaging.Dicom.Segmentations;

/// <summary>Reads what a segmentation says of its segments and of where its frames lie, and checks it.</summary>
internal static class SegmentationReader
{
    private static readonly string[] Kinds = ["1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7"];

    public static DicomSegmentation Read(DicomFile file, DicomLimits limits, CancellationToken cancellationToken)
    {
        var data = file.Dataset;
        var type = data.GetString(FrameTags.SegmentationType);
        if (!Kinds.Contains(data.GetString(DicomTags.SopClassUid), StringComparer.Ordinal) && type is null)
            throw new ImageFormatException("not-a-segmentation", "the file is no DICOM segmentation: its SOP class is another");
        var segments = data.GetSequence(FrameTags.SegmentSequence).Select(Segment).ToList();
        if (segments.Count == 0 || segments.DistinctBy(static segment => segment.Number).Count() < segments.Count)
            throw Malformed("it lists no segment, or two of one number");
        var groups = FunctionalGroups.Find(data) ?? throw Malformed("its frames do not say where they lie");
        var isLabelMap = type == "LABELMAP";
        var slices = SliceHeader.Read(0, data);
        var (grid, depths) = SegmentGrid.Of(slices, Step(groups), limits);
        var frames = slices.Select((_, index) => new SegmentFrame(index, isLabelMap ? null : SegmentOf(groups, index, segments), depths[index])).ToList();
        if (frames.DistinctBy(static frame => (frame.Segment, frame.Depth)).Count() < frames.Count) throw Malformed("two frames show one segment at one place");
        return new(segments, grid, frames, Pixels(file, type, frames.Count * (long)grid.Width * grid.Height, (long)grid.Width * grid.Height, cancellationToken));
    }

    private static DicomSegment Segment(DicomDataset item) =>
        item.GetInt(FrameTags.SegmentNumber) is null ? throw Malformed("a segment has no number") : DicomSegment.Of(item);

    private static int SegmentOf(FunctionalGroups groups, int frame, List<DicomSegment> segments) =>
        groups.Group(frame, FrameTags.SegmentIdentification)?.GetInt(FrameTags.ReferencedSegmentNumber) is { } number && segments.Exists(segment => segment.Number == number)
            ? number
            : throw Malformed($"frame {frame + 1} shows none of its segments");

    private static double? Step(FunctionalGroups groups) => groups.Group(0, FrameTags.PixelMeasures) is { } measures
        ? measures.GetDecimal(FrameTags.SpacingBetweenSlices) is > 0 and var step ? step : null
        : null;

    private static ISegmentPixels Pixels(DicomFile file, string? type, long needed, long frameLength, CancellationToken cancellationToken)
    {
        var data = file.Dataset;
        var bits = data.GetInt(DicomTags.BitsAllocated);
        if (type == "BINARY" && bits == 1 && !data.Encoding.BigEndian && data.Find(DicomTags.PixelData) is { Fragments: null } packed)
        {
            return packed.Value.Length * 8L >= needed
                ? new PackedPixels(packed.Value, frameLength)
                : throw new ImageFormatException("truncated-pixel-data", $"pixel data hold {packed.Value.Length} of {(needed + 7) / 8} bytes");
        }

        var image = file.DecodeImage(cancellationToken);
        if (image.SamplesPerPixel != 1) throw Malformed("its pixels have several samples");
        return type switch
        {
            "LABELMAP" => new DecodedPixels(image, half: null),
            "BINARY" => new DecodedPixels(image, half: 1),
            "FRACTIONAL" => new DecodedPixels(image, Math.Max(1, ((data.GetInt(FrameTags.MaximumFractionalValue) ?? 255) + 1) / 2)),
            _ => throw Malformed("it is neither binary nor fractional nor a label map"),
        };
    }

    private static ImageFormatException Malformed(string why) => new("malformed-segmentation", $"the segmentation cannot be read: {why}");
}
