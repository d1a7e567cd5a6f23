using VividMed.Imaging.Dicom;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Sequences and functional groups of multi-frame objects, element by element.</summary>
internal static class MultiFrame
{
    public static DicomFileBuilder Sequence(this DicomFileBuilder file, DicomTag tag, params DicomFileBuilder[] items)
    {
        using var content = new MemoryStream();
        foreach (var item in items)
        {
            var bytes = item.ToArray();
            content.Write(new DicomFileBuilder(DicomEncoding.ExplicitLittle).Header(DicomTags.Item, "", (uint)bytes.Length).Raw(bytes).ToArray());
        }

        return file.Value(tag, "SQ", content.ToArray());
    }

    public static DicomFileBuilder Item() => new(DicomEncoding.ExplicitLittle);

    /// <summary>A frame's place.</summary>
    public static DicomFileBuilder At(this DicomFileBuilder item, double[] position) => item.Sequence(
        FrameTags.PlanePosition, Item().Text(DicomTags.ImagePositionPatient, Numbers(position)));

    /// <summary>What all frames share: direction and size of pixels.</summary>
    public static DicomFileBuilder Shared(double[] orientation, double row, double column, double? between = null)
    {
        var measures = Item().Text(DicomTags.SliceThickness, "2");
        if (between is { } step) measures.Text(FrameTags.SpacingBetweenSlices, Numbers([step]));
        return Item()
            .Sequence(FrameTags.PlaneOrientation, Item().Text(DicomTags.ImageOrientationPatient, Numbers(orientation)))
            .Sequence(FrameTags.PixelMeasures, measures.Text(DicomTags.PixelSpacing, Numbers([row, column])));
    }

    public static string Numbers(double[] values) => string.Join('\\', values.Select(static value => value.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture)));
}
