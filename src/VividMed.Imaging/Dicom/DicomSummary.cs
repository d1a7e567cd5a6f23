using System.Security.Cryptography;

namespace VividMed.Imaging.Dicom;

/// <summary>
/// What <c>vividmed image info</c> says of a DICOM file. <paramref name="PixelSha256"/> is over <see cref="DicomImage.Pixels"/>, in
/// lower-case hexadecimal; <paramref name="Overlays"/> counts the overlay planes.
/// </summary>
public sealed record DicomSummary(
    string File,
    string Format,
    int Rows,
    int Columns,
    int Frames,
    int SamplesPerPixel,
    int BitsAllocated,
    int BitsStored,
    int PixelRepresentation,
    string PhotometricInterpretation,
    string TransferSyntaxUid,
    double RescaleSlope,
    double RescaleIntercept,
    string PixelSha256,
    int Overlays)
{
    /// <summary>What is odd about the file and was set right or is to be known; null where nothing is.</summary>
    public string? Warning { get; init; }

    /// <summary>As <see cref="DicomPlane"/> has it; null where the file does not say, or nobody looked.</summary>
    public IReadOnlyList<double>? Spacing { get; init; }

    /// <summary>As <see cref="DicomPlane"/> has it.</summary>
    public IReadOnlyList<double>? Position { get; init; }

    /// <summary>As <see cref="DicomPlane"/> has it.</summary>
    public IReadOnlyList<double>? Orientation { get; init; }

    /// <summary>The same, of an image that lies somewhere.</summary>
    public DicomSummary At(DicomPlane plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        return this with { Spacing = plane.Spacing, Position = plane.Position, Orientation = plane.Orientation };
    }

    /// <summary>Digests the pixels of a decoded image; <paramref name="file"/> is what it is called and is not opened.</summary>
    public static DicomSummary Of(string file, DicomImage image) => new(
        file,
        "dicom",
        image.Rows,
        image.Columns,
        image.Frames,
        image.SamplesPerPixel,
        image.BitsAllocated,
        image.BitsStored,
        image.PixelRepresentation,
        image.PhotometricInterpretation,
        image.TransferSyntaxUid,
        image.RescaleSlope,
        image.RescaleIntercept,
        Convert.ToHexStringLower(SHA256.HashData(image.Pixels)),
        image.Overlays.Count)
    {
        Warning = image.Notes.Count == 0 ? null : string.Join("; ", image.Notes),
    };
}
