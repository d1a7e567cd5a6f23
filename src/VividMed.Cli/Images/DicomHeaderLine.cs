using System.Text.Json.Serialization;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Segmentations;

namespace VividMed.Cli.Images;

/// <summary>What a DICOM header says, without anything about the patient. Numbers are null where the attribute is missing.</summary>
internal sealed record DicomHeaderLine(
    string File,
    string Format,
    int? Rows,
    int? Columns,
    int Frames,
    int SamplesPerPixel,
    int? BitsAllocated,
    int? BitsStored,
    int? PixelRepresentation,
    string PhotometricInterpretation,
    string TransferSyntaxUid,
    string TransferSyntax,
    string Modality,
    string View,
    bool HasPixelData,
    IReadOnlyList<double>? Spacing,
    IReadOnlyList<double>? Position,
    IReadOnlyList<double>? Orientation,
    string ImageType,
    string SeriesNumber) : IImageHeader
{
    /// <summary>Of a segmentation; null for any other file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DicomSegment>? Segments { get; init; }

    private static readonly DicomTag NumberOfSeries = new(0x0020, 0x0011);

    public static DicomHeaderLine Of(string file, DicomHeader header)
    {
        var data = header.Dataset;
        var plane = DicomPlane.Of(data);
        return new(
            file, "dicom", data.GetInt(DicomTags.Rows), data.GetInt(DicomTags.Columns), data.GetInt(DicomTags.NumberOfFrames) ?? 1,
            data.GetInt(DicomTags.SamplesPerPixel) ?? 1,
            data.GetInt(DicomTags.BitsAllocated), data.GetInt(DicomTags.BitsStored), data.GetInt(DicomTags.PixelRepresentation),
            data.GetString(DicomTags.PhotometricInterpretation) ?? "", header.TransferSyntaxUid, header.TransferSyntaxName,
            data.GetString(DicomTags.Modality) ?? "", data.GetString(DicomTags.ViewPosition) ?? "", header.HasPixelData,
            plane.Spacing, plane.Position, plane.Orientation,
            data.GetString(DicomTags.ImageType) ?? "", data.GetString(NumberOfSeries) ?? "")
        {
            Segments = DicomSegment.ListOf(data) is { Count: > 0 } segments ? segments : null,
        };
    }

    public ImageKind Key() => HasPixelData
        ? new(
            "dicom", TransferSyntax, TransferSyntaxUid, PhotometricInterpretation, SamplesPerPixel, BitsAllocated ?? 0, BitsStored ?? 0,
            PixelRepresentation == 1 ? "signed" : "unsigned", Modality)
        : new("dicom", TransferSyntax, TransferSyntaxUid, "no pixels", 0, 0, 0, "", Modality);

    public (int Width, int Height, int Depth) Size() => (Columns ?? 0, Rows ?? 0, Frames);
}
