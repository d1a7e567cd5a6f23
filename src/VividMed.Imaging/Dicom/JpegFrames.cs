namespace VividMed.Imaging.Dicom;

internal static class JpegFrames
{
    public static byte[] Decode(IReadOnlyList<ReadOnlyMemory<byte>> frames, PixelLayout layout, TransferSyntax syntax) =>
        throw new ImageFormatException("unsupported-transfer-syntax", $"{syntax.Name} {layout.Rows} {frames.Count}");
}
