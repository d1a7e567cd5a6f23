namespace VividMed.Exports.Coordinates;

/// <summary>
/// The size that Qwen2-VL and Qwen2.5-VL bring a picture to before they look at it, as their published processors do: sides in multiples of
/// 28, between so many and so many pixels, the aspect kept as far as that allows.
/// </summary>
public sealed record SmartResize(int MinPixels, int MaxPixels)
{
    /// <summary>Patches of 14 pixels, two by two of them a token.</summary>
    public const int Factor = 28;

    private const int LargestAspect = 200;

    /// <summary>What the processors do where nothing else is asked of them: 4 to 16,384 tokens a picture.</summary>
    public static SmartResize Published { get; } = new(4 * Factor * Factor, 16384 * Factor * Factor);

    /// <exception cref="ExportException"><c>picture-too-narrow</c>: one side is more than 200 times the other.</exception>
    public PictureSize Of(PictureSize size)
    {
        var shorter = Math.Min(size.Width, size.Height);
        if (size.Longer > (long)LargestAspect * shorter)
        {
            throw new ExportException(
                "picture-too-narrow", $"A picture of {size.Width} x {size.Height} is more than {LargestAspect} times as long as wide, which Qwen's processors refuse.");
        }

        var (width, height) = (Rounded(size.Width), Rounded(size.Height));
        var pixels = (double)size.Width * size.Height;
        if ((long)width * height > MaxPixels)
        {
            var shrink = Math.Sqrt(pixels / MaxPixels);
            return new(Math.Max(Factor, Floor(size.Width / shrink)), Math.Max(Factor, Floor(size.Height / shrink)));
        }

        if ((long)width * height >= MinPixels) return new(width, height);
        var grow = Math.Sqrt(MinPixels / pixels);
        return new(Ceiling(size.Width * grow), Ceiling(size.Height * grow));
    }

    /// <summary>Halves go to the even number, as in Python.</summary>
    private static int Rounded(int side) => Math.Max(Factor, (int)Math.Round((double)side / Factor, MidpointRounding.ToEven) * Factor);

    private static int Floor(double side) => (int)Math.Floor(side / Factor) * Factor;

    private static int Ceiling(double side) => (int)Math.Ceiling(side / Factor) * Factor;
}
