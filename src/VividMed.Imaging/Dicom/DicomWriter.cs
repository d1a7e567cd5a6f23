using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using VividMed.Imaging.Codecs;
using VividMed.Imaging.Jpeg;

namespace VividMed.Imaging.Dicom;

/// <summary>
/// Writes radiographs as DICOM files (PS3.10, SOP class Digital X-Ray Image for Presentation). Equal input gives equal bytes.
/// </summary>
public static class DicomWriter
{
    private const string DigitalXRayForPresentation = "1.2.840.10008.5.1.4.1.1.1.1";

    /// <summary>Writes meta information and data set, forward only; the stream stays open.</summary>
    /// <exception cref="ArgumentException">The pixels do not fill rows and columns or exceed the bits stored, or those are not 8 to
    /// 16.</exception>
    public static void Write(Stream stream, DicomRadiograph image)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check(image);
        var syntax = image.Storage switch
        {
            DicomStorage.ImplicitLittleEndian => TransferSyntax.ImplicitLittle,
            DicomStorage.RunLength => TransferSyntax.RunLength,
            DicomStorage.LosslessJpeg => TransferSyntax.LosslessJpeg,
            _ => TransferSyntax.ExplicitLittle,
        };
        WriteMeta(stream, syntax, DigitalXRayForPresentation, Uid("image/" + image.Seed));
        var writer = new DicomElementWriter(stream, syntax.Encoding);
        WriteDescription(writer, image);
        WriteImage(writer, image);
    }

    /// <summary>A valid UID under the root for UUIDs, 2.25 (PS3.5 annex B.2), made from a seed.</summary>
    public static string Uid(string seed)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        return "2.25." + new BigInteger(digest.AsSpan(0, 16), isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
    }

    private static void Check(DicomRadiograph image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Columns is < 1 or > ushort.MaxValue || image.Rows is < 1 or > ushort.MaxValue || image.Pixels.LongLength != (long)image.Columns * image.Rows)
        {
            throw new ArgumentException("pixels do not fill the rows and columns", nameof(image));
        }

        if (image.BitsStored is < 8 or > 16) throw new ArgumentException("8 to 16 bits can be stored", nameof(image));
        if (image.Pixels.AsSpan().ContainsAnyExceptInRange((ushort)0, (ushort)((1 << image.BitsStored) - 1)))
        {
            throw new ArgumentException("a pixel exceeds the bits stored", nameof(image));
        }
    }

    internal static void WriteMeta(Stream stream, TransferSyntax syntax, string kind, string instance)
    {
        var elements = new MemoryStream();
        var writer = new DicomElementWriter(elements, DicomEncoding.ExplicitLittle);
        writer.Bytes(DicomTags.MetaVersion, [0, 1]);
        writer.Text(DicomTags.MediaStorageSopClassUid, kind);
        writer.Text(DicomTags.MediaStorageSopInstanceUid, instance);
        writer.Text(DicomTags.TransferSyntaxUid, syntax.Uid);
        writer.Text(DicomTags.ImplementationClassUid, Uid("vividmed"));

        stream.Write(new byte[128]);
        stream.Write("DICM"u8);
        new DicomElementWriter(stream, DicomEncoding.ExplicitLittle).UInt32(DicomTags.MetaLength, (uint)elements.Length);
        elements.WriteTo(stream);
    }

    private static void WriteDescription(DicomElementWriter writer, DicomRadiograph image)
    {
        var study = $"{image.PatientId}/{image.StudyId}";
        writer.Text(DicomTags.SpecificCharacterSet, "ISO_IR 192");
        writer.Text(DicomTags.ImageType, @"DERIVED\PRIMARY");
        writer.Text(DicomTags.SopClassUid, DigitalXRayForPresentation);
        writer.Text(DicomTags.SopInstanceUid, Uid("image/" + image.Seed));
        writer.Text(DicomTags.StudyDate, image.StudyTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        writer.Text(DicomTags.StudyTime, image.StudyTime.ToString("HHmmss.fff", CultureInfo.InvariantCulture));
        writer.Text(DicomTags.Modality, "DX");
        writer.Text(DicomTags.PresentationIntentType, "FOR PRESENTATION");
        writer.Text(DicomTags.PatientName, "");
        writer.Text(DicomTags.PatientId, image.PatientId);
        writer.Text(DicomTags.BodyPartExamined, "CHEST");
        if (image.PixelSpacing is { } spacing)
        {
            writer.Text(
                DicomTags.ImagerPixelSpacing, string.Create(CultureInfo.InvariantCulture, $@"{spacing:0.######}\{spacing:0.######}"));
        }

        writer.Text(DicomTags.ViewPosition, image.ViewPosition);
        writer.Text(DicomTags.StudyInstanceUid, Uid("study/" + study));
        writer.Text(DicomTags.SeriesInstanceUid, Uid("series/" + study));
        writer.Text(DicomTags.StudyId, image.StudyId);
    }

    private static void WriteImage(DicomElementWriter writer, DicomRadiograph image)
    {
        writer.UInt16(DicomTags.SamplesPerPixel, 1);
        writer.Text(DicomTags.PhotometricInterpretation, image.PhotometricInterpretation);
        writer.UInt16(DicomTags.Rows, (ushort)image.Rows);
        writer.UInt16(DicomTags.Columns, (ushort)image.Columns);
        writer.UInt16(DicomTags.BitsAllocated, (ushort)(image.BitsStored > 8 ? 16 : 8));
        writer.UInt16(DicomTags.BitsStored, (ushort)image.BitsStored);
        writer.UInt16(DicomTags.HighBit, (ushort)(image.BitsStored - 1));
        writer.UInt16(DicomTags.PixelRepresentation, 0);
        writer.Text(DicomTags.BurnedInAnnotation, "NO");
        writer.Text(DicomTags.RescaleIntercept, "0");
        writer.Text(DicomTags.RescaleSlope, "1");
        switch (image.Storage)
        {
            case DicomStorage.RunLength:
                writer.Encapsulated(
                    DicomTags.PixelData, RunLengthCodec.EncodeFrame(StoredBytes(image), samples: 1, image.BitsStored > 8 ? 2 : 1));
                break;
            case DicomStorage.LosslessJpeg:
                writer.Encapsulated(
                    DicomTags.PixelData,
                    LosslessJpegEncoder.Encode(image.Pixels, new LosslessJpegParameters(image.Columns, image.Rows, image.BitsStored)));
                break;
            default:
                writer.Bytes(DicomTags.PixelData, StoredBytes(image));
                break;
        }
    }

    private static ReadOnlySpan<byte> StoredBytes(DicomRadiograph image) =>
        image.BitsStored > 8 ? MemoryMarshal.AsBytes<ushort>(image.Pixels) : Array.ConvertAll(image.Pixels, static value => (byte)value);
}
