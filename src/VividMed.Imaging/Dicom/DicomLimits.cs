namespace VividMed.Imaging;

/// <summary>What one file may cost. A file that asks for more is refused before anything is allocated for it.</summary>
public sealed record DicomLimits
{
    public static DicomLimits Default { get; } = new();

    /// <summary>The largest file, and the largest data set after inflation, in bytes.</summary>
    public long FileBytes { get; init; } = 1L << 30;

    /// <summary>The most that is read in search of the pixel data, in bytes, by <see cref="DicomHeader"/>.</summary>
    public long HeaderBytes { get; init; } = 1L << 26;

    /// <summary>The largest decoded image, all frames together, in bytes.</summary>
    public long PixelBytes { get; init; } = 1L << 30;
}
