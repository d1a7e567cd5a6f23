namespace VividMed.Imaging;

/// <summary>How <see cref="DicomWriter"/> stores a file.</summary>
public enum DicomStorage
{
    ExplicitLittleEndian,
    ImplicitLittleEndian,
    RunLength,
    LosslessJpeg,
}
