namespace VividMed.Imaging.Dicom;

/// <summary>A radiograph to be written as a DICOM file of its own (digital X-ray for presentation).</summary>
public sealed record DicomRadiograph
{
    /// <summary>The width in pixels, 1 to 65,535.</summary>
    public required int Columns { get; init; }

    /// <summary>The height in pixels, 1 to 65,535.</summary>
    public required int Rows { get; init; }

    /// <summary>Stored values, row-major, below 2 to the power of <see cref="BitsStored"/>.</summary>
    public required ushort[] Pixels { get; init; }

    /// <summary>8 to 16; 8 is stored in one byte a pixel, more in two.</summary>
    public int BitsStored { get; init; } = 12;

    /// <summary>MONOCHROME1 where small values are bright, MONOCHROME2 where they are dark.</summary>
    public string PhotometricInterpretation { get; init; } = "MONOCHROME2";

    /// <summary>Written as it is; with <see cref="StudyId"/> it decides the UIDs of study and series.</summary>
    public required string PatientId { get; init; }

    /// <summary>Written as it is; images of one patient and study id share a study and a series.</summary>
    public required string StudyId { get; init; }

    /// <summary>PA, AP, LATERAL, LL, ... or empty.</summary>
    public string ViewPosition { get; init; } = "";

    /// <summary>Local time of the examination, without a zone.</summary>
    public required DateTime StudyTime { get; init; }

    /// <summary>Row and column spacing at the detector in millimeters, where known.</summary>
    public double? PixelSpacing { get; init; }

    /// <summary>Names this image among all images; equal seeds give equal UIDs.</summary>
    public required string Seed { get; init; }

    /// <summary>Transfer syntax and compression; explicit little endian, uncompressed, unless chosen.</summary>
    public DicomStorage Storage { get; init; }
}

/// <summary>How <see cref="DicomWriter"/> stores a file.</summary>
public enum DicomStorage
{
    ExplicitLittleEndian,
    ImplicitLittleEndian,
    RunLength,
    LosslessJpeg,
}
