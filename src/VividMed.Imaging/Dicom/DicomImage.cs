namespace VividMed.Imaging.Dicom;

/// <summary>
/// The decoded pixels of a DICOM file and the attributes that say what they mean. <see cref="Pixels"/> holds the stored values,
/// [frame][row][column][sample], little endian, in <see cref="BitsAllocated"/> bits each (1-bit pixels as one byte, 0 or 1):
/// before any rescale, lookup table, window, palette, color conversion or inversion.
/// </summary>
public sealed record DicomImage
{
    public required int Rows { get; init; }

    public required int Columns { get; init; }

    public required int Frames { get; init; }

    public required int SamplesPerPixel { get; init; }

    /// <summary>1, 8, 16, 32 or 64.</summary>
    public required int BitsAllocated { get; init; }

    public required int BitsStored { get; init; }

    /// <summary>0 for unsigned, 1 for two's complement values.</summary>
    public required int PixelRepresentation { get; init; }

    public required string PhotometricInterpretation { get; init; }

    public required string TransferSyntaxUid { get; init; }

    public double RescaleSlope { get; init; } = 1;

    public double RescaleIntercept { get; init; }

    /// <summary>Overlay planes of the file. They are reported, never drawn, and their bits stay where they are.</summary>
    public IReadOnlyList<DicomOverlay> Overlays { get; init; } = [];

    public required byte[] Pixels { get; init; }
}
