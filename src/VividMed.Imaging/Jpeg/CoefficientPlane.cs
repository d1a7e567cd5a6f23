namespace VividMed.Imaging.Jpeg;

/// <summary>
/// One component of a transformed JPEG: blocks of 64 coefficients, each block in natural order, blocks row by row, padded to whole units
/// of the interleaved scan.
/// </summary>
internal sealed class CoefficientPlane
{
    public CoefficientPlane(JpegFrameHeader frame, JpegComponent component)
    {
        var (mostAcross, mostDown) = (frame.Components.Max(static c => c.Horizontal), frame.Components.Max(static c => c.Vertical));
        Component = component;
        Width = Ceiling(frame.Width * component.Horizontal, mostAcross);
        Height = Ceiling(frame.Height * component.Vertical, mostDown);
        (BlocksAcross, BlocksDown) = (Ceiling(Width, 8), Ceiling(Height, 8));
        Stride = Ceiling(frame.Width, 8 * mostAcross) * component.Horizontal;
        Coefficients = new short[checked(Stride * Ceiling(frame.Height, 8 * mostDown) * component.Vertical * 64)];
    }

    public JpegComponent Component { get; }

    /// <summary>Samples a row.</summary>
    public int Width { get; }

    public int Height { get; }

    /// <summary>Blocks that a scan of this component alone has in a row.</summary>
    public int BlocksAcross { get; }

    public int BlocksDown { get; }

    /// <summary>Blocks a row with those that only pad an interleaved scan.</summary>
    public int Stride { get; }

    public short[] Coefficients { get; }

    public Span<short> Block(int x, int y) => Coefficients.AsSpan(((y * Stride) + x) * 64, 64);

    private static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;
}
