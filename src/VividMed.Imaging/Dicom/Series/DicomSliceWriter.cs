using System.Globalization;
using System.Runtime.InteropServices;
using VividMed.Imaging.Codecs;
using VividMed.Imaging.Jpeg;

namespace VividMed.Imaging.Dicom.Series;

/// <summary>Writes slices as DICOM files (PS3.10, signed 16-bit pixels). Equal input gives equal bytes, and nobody is named in them.</summary>
public static class DicomSliceWriter
{
    private const string CtImage = "1.2.840.10008.5.1.4.1.1.2";
    private const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";

    /// <summary>Writes meta information and data set, forward only; the stream stays open.</summary>
    /// <exception cref="ArgumentException">The pixels do not fill rows and columns.</exception>
    public static void Write(Stream stream, DicomSlice slice)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(slice);
        if (slice.Columns is < 1 or > ushort.MaxValue || slice.Rows is < 1 or > ushort.MaxValue || slice.Pixels.LongLength != (long)slice.Columns * slice.Rows)
            throw new ArgumentException("pixels do not fill the rows and columns", nameof(slice));
        var syntax = slice.Storage switch
        {
            DicomStorage.ImplicitLittleEndian => TransferSyntax.ImplicitLittle,
            DicomStorage.RunLength => TransferSyntax.RunLength,
            DicomStorage.LosslessJpeg => TransferSyntax.LosslessJpeg,
            _ => TransferSyntax.ExplicitLittle,
        };
        DicomWriter.WriteMeta(stream, syntax, KindOf(slice), ObjectUid(slice));
        var writer = new DicomElementWriter(stream, syntax.Encoding);
        WriteDescription(writer, slice);
        WritePlace(writer, slice);
        WriteImage(writer, slice);
    }

    private static string KindOf(DicomSlice slice) => slice.Kind == SliceKind.SecondaryCapture ? SecondaryCapture : CtImage;

    /// <summary>The series of slices with those seeds, as objects that refer to it name it.</summary>
    /// <param name="numbers">Of its slices, from voxel 0 of the grid's last axis on.</param>
    public static DicomSeriesReference ReferenceTo(string study, string series, IEnumerable<int> numbers) => new(
        StudyUid(study), SeriesUid(study, series), FrameUid(study), CtImage, [.. numbers.Select(number => ObjectUid(study, series, number))]);

    private static string ObjectUid(DicomSlice slice) => ObjectUid(slice.Study, slice.Series, slice.Number);

    private static string ObjectUid(string study, string series, int number) => DicomWriter.Uid($"slice/{study}/{series}/{number}");

    private static string StudyUid(string study) => DicomWriter.Uid("study/" + study);

    private static string SeriesUid(string study, string series) => DicomWriter.Uid($"series/{study}/{series}");

    private static string FrameUid(string study) => DicomWriter.Uid("frame/" + study);

    private static void WriteDescription(DicomElementWriter writer, DicomSlice slice)
    {
        writer.Text(DicomTags.ImageType, slice.Kind switch
        {
            SliceKind.Localizer => @"ORIGINAL\PRIMARY\LOCALIZER",
            SliceKind.SecondaryCapture => @"DERIVED\SECONDARY",
            _ => @"ORIGINAL\PRIMARY\AXIAL",
        });
        writer.Text(DicomTags.SopClassUid, KindOf(slice));
        writer.Text(DicomTags.SopInstanceUid, ObjectUid(slice));
        writer.Text(DicomTags.Modality, slice.Modality);
        writer.Text(DicomTags.PatientName, "");
        writer.Text(DicomTags.PatientId, "");
        writer.Text(DicomTags.BodyPartExamined, "CHEST");
        if (slice.Thickness is { } thickness) writer.Decimals(DicomTags.SliceThickness, thickness);
        writer.Text(DicomTags.StudyInstanceUid, StudyUid(slice.Study));
        writer.Text(DicomTags.SeriesInstanceUid, SeriesUid(slice.Study, slice.Series));
        writer.Text(FrameTags.SeriesNumber, slice.SeriesNumber.ToString(CultureInfo.InvariantCulture));
        writer.Text(FrameTags.InstanceNumber, slice.Number.ToString(CultureInfo.InvariantCulture));
    }

    private static void WritePlace(DicomElementWriter writer, DicomSlice slice)
    {
        if (slice.Position is not { } position) return;
        writer.Decimals(DicomTags.ImagePositionPatient, [.. position]);
        writer.Decimals(DicomTags.ImageOrientationPatient, [.. slice.Orientation]);
        writer.Text(FrameTags.FrameOfReferenceUid, FrameUid(slice.Study));
    }

    private static void WriteImage(DicomElementWriter writer, DicomSlice slice)
    {
        writer.UInt16(DicomTags.SamplesPerPixel, 1);
        writer.Text(DicomTags.PhotometricInterpretation, "MONOCHROME2");
        writer.UInt16(DicomTags.Rows, (ushort)slice.Rows);
        writer.UInt16(DicomTags.Columns, (ushort)slice.Columns);
        if (slice.Position is not null) writer.Decimals(DicomTags.PixelSpacing, slice.RowSpacing, slice.ColumnSpacing);
        writer.UInt16(DicomTags.BitsAllocated, 16);
        writer.UInt16(DicomTags.BitsStored, 16);
        writer.UInt16(DicomTags.HighBit, 15);
        writer.UInt16(DicomTags.PixelRepresentation, 1);
        if (slice.Padding is { } padding) writer.UInt16(DicomTags.PixelPaddingValue, (ushort)padding);
        writer.Decimals(DicomTags.RescaleIntercept, slice.Intercept);
        writer.Decimals(DicomTags.RescaleSlope, slice.Slope);
        var bytes = MemoryMarshal.AsBytes<short>(slice.Pixels);
        switch (slice.Storage)
        {
            case DicomStorage.RunLength:
                writer.Encapsulated(DicomTags.PixelData, RunLengthCodec.EncodeFrame(bytes, samples: 1, sampleBytes: 2));
                break;
            case DicomStorage.LosslessJpeg:
                writer.Encapsulated(
                    DicomTags.PixelData,
                    LosslessJpegEncoder.Encode(MemoryMarshal.Cast<short, ushort>(slice.Pixels), new LosslessJpegParameters(slice.Columns, slice.Rows, 16)));
                break;
            default:
                writer.Bytes(DicomTags.PixelData, bytes);
                break;
        }
    }
}
