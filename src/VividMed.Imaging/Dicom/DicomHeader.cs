namespace VividMed.Imaging.Dicom;

/// <summary>
/// The attributes of a DICOM file up to its pixel data, without those: what a census of many files needs. Reads some 16 KiB of a usual
/// file, and of a deflated or gzipped one inflates no more than that.
/// </summary>
public sealed class DicomHeader
{
    internal DicomHeader(string transferSyntaxUid, DicomDataset dataset, bool hasPixelData, long? pixelDataBytes) =>
        (TransferSyntaxUid, Dataset, HasPixelData, PixelDataBytes) = (transferSyntaxUid, dataset, hasPixelData, pixelDataBytes);

    /// <summary>As the meta information has it, or as recognized where there is none.</summary>
    public string TransferSyntaxUid { get; }

    /// <summary>What the transfer syntax is called, such as "lossless JPEG"; "unknown" for one that is not.</summary>
    public string TransferSyntaxName => TransferSyntax.Of(TransferSyntaxUid).Name;

    /// <summary>What stands before the pixel data.</summary>
    public DicomDataset Dataset { get; }

    /// <summary>Whether pixel data follow, of whole numbers or floating point; false where the file ended before any.</summary>
    public bool HasPixelData { get; }

    /// <summary>The length that the pixel data claim; null where there are none or they are encapsulated.</summary>
    public long? PixelDataBytes { get; }

    /// <summary>
    /// Reads from the stream's position up to the pixel data; the stream stays open. Throws <see cref="ImageFormatException"/> for
    /// anything whose header is no sound DICOM. Whether the pixels are all there is not looked at.
    /// </summary>
    public static DicomHeader Read(Stream stream, DicomLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return DicomFileReader.ReadHeader(stream, limits ?? DicomLimits.Default, cancellationToken);
    }
}
