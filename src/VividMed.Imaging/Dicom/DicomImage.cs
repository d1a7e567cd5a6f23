namespace VividMed.Imaging.Dicom;

/// <summary>
/// The decoded pixels of a DICOM file and the attributes that say what they mean. <see cref="Pixels"/> holds the stored values,
/// [frame][row][column][sample], little endian, in <see cref="BitsAllocated"/> bits each (1-bit pixels as one byte, 0 or 1), bits
/// outside <see cref="BitsStored"/> cleared or filled with the sign: before any rescale, lookup table, window, palette, color conversion or inversion.
/// </summary>
public sealed record DicomImage
{
    /// <summary>The height of every frame in pixels.</summary>
    public required int Rows { get; init; }

    /// <summary>The width of every frame in pixels.</summary>
    public required int Columns { get; init; }

    /// <summary>1 where the file does not say.</summary>
    public required int Frames { get; init; }

    /// <summary>1 for gray and palette images, 3 for color.</summary>
    public required int SamplesPerPixel { get; init; }

    /// <summary>1, 8, 16, 32 or 64.</summary>
    public required int BitsAllocated { get; init; }

    /// <summary>How many of the allocated bits are in use; all of them where the file does not say.</summary>
    public required int BitsStored { get; init; }

    /// <summary>0 for unsigned, 1 for two's complement values.</summary>
    public required int PixelRepresentation { get; init; }

    /// <summary>As the file has it: MONOCHROME1 (small values are bright), MONOCHROME2, PALETTE COLOR, RGB, YBR_FULL and others.</summary>
    public required string PhotometricInterpretation { get; init; }

    /// <summary>How the file stored its pixels; <see cref="Pixels"/> are decoded whatever it says.</summary>
    public required string TransferSyntaxUid { get; init; }

    /// <summary>
    /// What stored values are multiplied by to be in the modality's units (Hounsfield for CT); 1 where the file has none.
    /// </summary>
    public double RescaleSlope { get; init; } = 1;

    /// <summary>What is added after <see cref="RescaleSlope"/>; 0 where the file has none.</summary>
    public double RescaleIntercept { get; init; }

    /// <summary>Overlay planes of the file. They are reported, never drawn; bits of the stored values that held one are cleared.</summary>
    public IReadOnlyList<DicomOverlay> Overlays { get; init; } = [];

    /// <summary>Stored values that stand for no measurement; null where the file names none that a pixel could have.</summary>
    public PixelPadding? Padding { get; init; }

    /// <summary>Values are IEEE 754 floating point of 32 or 64 bits in place of whole numbers.</summary>
    public bool IsFloatingPoint { get; init; }

    /// <summary>What is odd about the file and was set right or is to be known: a sentence each, without a full stop.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All frames, of Frames x Rows x Columns x SamplesPerPixel values.</summary>
    public required byte[] Pixels { get; init; }
}
