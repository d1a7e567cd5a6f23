namespace VividMed.Imaging.Dicom;

/// <summary>A transfer syntax (PS3.5 section 10): how the data set is spelled and how its pixel data are compressed.</summary>
internal sealed record TransferSyntax(string Uid, string Name, DicomEncoding Encoding, PixelCompression Compression)
{
    public static TransferSyntax ImplicitLittle { get; } = new(
        "1.2.840.10008.1.2", "implicit little endian", DicomEncoding.ImplicitLittle, PixelCompression.None);

    public static TransferSyntax ExplicitLittle { get; } = new(
        "1.2.840.10008.1.2.1", "explicit little endian", DicomEncoding.ExplicitLittle, PixelCompression.None);

    public static TransferSyntax ExplicitBig { get; } = new(
        "1.2.840.10008.1.2.2", "explicit big endian", DicomEncoding.ExplicitBig, PixelCompression.None);

    public static TransferSyntax Deflated { get; } = new(
        "1.2.840.10008.1.2.1.99", "deflated", DicomEncoding.ExplicitLittle, PixelCompression.None);

    public static TransferSyntax RunLength { get; } = new(
        "1.2.840.10008.1.2.5", "RLE", DicomEncoding.ExplicitLittle, PixelCompression.RunLength);

    public static TransferSyntax LosslessJpeg { get; } = new(
        "1.2.840.10008.1.2.4.70", "lossless JPEG", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg);

    private static readonly Dictionary<string, TransferSyntax> Known = new TransferSyntax[]
    {
        ImplicitLittle, ExplicitLittle, ExplicitBig, Deflated, RunLength, LosslessJpeg,
        new("1.2.840.10008.1.2.1.98", "encapsulated uncompressed", DicomEncoding.ExplicitLittle, PixelCompression.Frames),
        new("1.2.840.10008.1.2.8.1", "deflated image frames", DicomEncoding.ExplicitLittle, PixelCompression.DeflatedFrames),
        new("1.2.840.10008.1.2.4.50", "baseline JPEG", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg),
        new("1.2.840.10008.1.2.4.51", "extended JPEG", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg),
        new("1.2.840.10008.1.2.4.53", "spectral selection JPEG", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg),
        new("1.2.840.10008.1.2.4.55", "progressive JPEG", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg),
        new("1.2.840.10008.1.2.4.57", "lossless JPEG, any predictor", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg),
        new("1.2.840.10008.1.2.4.80", "JPEG-LS", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg),
        new("1.2.840.10008.1.2.4.81", "JPEG-LS near-lossless", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg),
        new("1.2.840.10008.1.2.4.90", "JPEG 2000 lossless", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg),
        new("1.2.840.10008.1.2.4.91", "JPEG 2000", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg),
        new("1.2.840.10008.1.2.4.201", "HTJ2K lossless", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg),
        new("1.2.840.10008.1.2.4.202", "HTJ2K lossless RPCL", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg),
        new("1.2.840.10008.1.2.4.203", "HTJ2K", DicomEncoding.ExplicitLittle, PixelCompression.Jpeg),
    }.ToDictionary(static syntax => syntax.Uid);

    /// <summary>
    /// The syntax with this UID. An unknown one is explicit little endian, as the standard demands of every later syntax, with pixels
    /// nobody here can read.
    /// </summary>
    public static TransferSyntax Of(string uid) =>
        Known.GetValueOrDefault(uid) ?? new TransferSyntax(uid, "unknown", DicomEncoding.ExplicitLittle, PixelCompression.Unsupported);

    public override string ToString() => $"{Name} ({Uid})";
}

/// <summary>How pixel data are compressed, as far as this product tells the ways apart.</summary>
internal enum PixelCompression
{
    None,
    RunLength,

    /// <summary>JPEG, lossless JPEG, JPEG-LS, JPEG 2000 or HTJ2K: each frame's own first bytes say which.</summary>
    Jpeg,

    /// <summary>Uncompressed frames in fragments.</summary>
    Frames,

    /// <summary>Frames deflated one by one.</summary>
    DeflatedFrames,
    Unsupported,
}
