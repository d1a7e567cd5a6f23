namespace VividMed.Imaging.Dicom;

/// <summary>
/// An overlay plane as its attributes describe it (PS3.3 C.9.2): its repeating group, 6000 to 601E, its size and its first pixel's row
/// and column in the image, counted from 1 and possibly outside. <paramref name="BitPosition"/> is the bit of the stored values that
/// holds it in files of before 2004, null where it has data of its own. What cannot be read is null: an overlay never spoils an image.
/// </summary>
public sealed record DicomOverlay(int Group, int? Rows, int? Columns, int? OriginRow, int? OriginColumn, int? BitPosition)
{
    private const ushort First = 0x6000;
    private const ushort Last = 0x601E;

    internal static IReadOnlyList<DicomOverlay> Find(DicomDataset dataset)
    {
        var groups = dataset.Tags.Select(static tag => tag.Group)
            .Where(static group => group is >= First and <= Last && group % 2 == 0)
            .Distinct();
        return [.. groups.Select(group => Read(dataset, group))];
    }

    private static DicomOverlay Read(DicomDataset dataset, ushort group)
    {
        var hasData = dataset.Contains(new DicomTag(group, 0x3000));
        var origin = new DicomTag(group, 0x0050);
        return new(
            group,
            Number(dataset, new DicomTag(group, 0x0010), 0),
            Number(dataset, new DicomTag(group, 0x0011), 0),
            Number(dataset, origin, 0),
            Number(dataset, origin, 1),
            hasData ? null : Number(dataset, new DicomTag(group, 0x0102), 0));
    }

    /// <summary>A 16-bit number at the given place, whatever type the file gives it.</summary>
    private static int? Number(DicomDataset dataset, DicomTag tag, int index)
    {
        if (dataset.Find(tag) is not { } element || element.Value.Length < 2 * (index + 1)) return null;
        return (short)dataset.Encoding.UInt16(element.Value.Span[(2 * index)..]);
    }
}
