namespace VividMed.Exports.Coordinates;

/// <summary>A picture's size in pixels, both at least 1.</summary>
public readonly record struct PictureSize(int Width, int Height)
{
    /// <summary>The longer side.</summary>
    public int Longer => Math.Max(Width, Height);

    /// <summary>The size of which neither side is longer than that; the same where none is. The aspect is kept to a pixel.</summary>
    public PictureSize Within(int longest) => Longer <= longest
        ? this
        : new(Scaled(Width, longest), Scaled(Height, longest));

    private int Scaled(int side, int longest) => Math.Max(1, (int)Math.Floor((side * (double)longest / Longer) + 0.5));
}
