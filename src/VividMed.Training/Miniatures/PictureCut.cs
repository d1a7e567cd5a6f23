namespace VividMed.Training.Miniatures;

/// <summary>The part of a picture that remains after its margins are cut.</summary>
internal readonly record struct PictureCut(int Left, int Top, int Width, int Height)
{
    private const double LargestMargin = 0.08;

    /// <summary>Up to 8 % less at each side.</summary>
    public static PictureCut Draw(int width, int height, Random random)
    {
        var (left, right) = (Margin(width), Margin(width));
        var (top, bottom) = (Margin(height), Margin(height));
        return new PictureCut(left, top, width - left - right, height - top - bottom);

        int Margin(int length) => random.Next((int)(length * LargestMargin) + 1);
    }

    /// <param name="pixels">Row-major, <paramref name="sourceWidth"/> a row.</param>
    public T[] Of<T>(T[] pixels, int sourceWidth)
    {
        var result = new T[Width * Height];
        for (var y = 0; y < Height; y++) pixels.AsSpan(((y + Top) * sourceWidth) + Left, Width).CopyTo(result.AsSpan(y * Width));
        return result;
    }
}
