namespace VividMed.Imaging.Dicom;

/// <summary>
/// Where the frames of a multi-frame object keep what an object of one frame has at its top (PS3.3 C.7.6.16): in an item of their own, else
/// in what all share.
/// </summary>
internal sealed class FunctionalGroups
{
    private readonly IReadOnlyList<DicomDataset> _frames;
    private readonly DicomDataset? _shared;

    private FunctionalGroups(IReadOnlyList<DicomDataset> frames, DicomDataset? shared, int count) => (_frames, _shared, Count) = (frames, shared, count);

    /// <summary>Frames of the object.</summary>
    public int Count { get; }

    /// <summary>Null where the object has none. Items beyond the last frame are what is left of frames that were taken out.</summary>
    /// <exception cref="ImageFormatException"><c>malformed-slice-geometry</c>: there are fewer items than frames.</exception>
    public static FunctionalGroups? Find(DicomDataset dataset)
    {
        var frames = dataset.GetSequence(FrameTags.PerFrameFunctionalGroups);
        if (frames.Count == 0) return null;
        var count = dataset.GetInt(DicomTags.NumberOfFrames) ?? 1;
        return frames.Count >= count && count > 0
            ? new(frames, dataset.GetSequence(FrameTags.SharedFunctionalGroups) is [var shared, ..] ? shared : null, count)
            : throw new ImageFormatException("malformed-slice-geometry", $"the object has {count} frames but says of {frames.Count} where they lie");
    }

    /// <summary>The first item of a group of a frame; null where neither the frame nor all have it.</summary>
    public DicomDataset? Group(int frame, DicomTag group) =>
        _frames[frame].GetSequence(group) is [var own, ..] ? own
        : _shared?.GetSequence(group) is [var common, ..] ? common
        : null;
}
