namespace VividMed.Imaging.Png;

/// <summary>The row filters of PNG: each byte is predicted from its left, upper and upper-left neighbors.</summary>
internal static class PngFilter
{
    public const byte None = 0;
    public const byte Sub = 1;
    public const byte Up = 2;
    public const byte Average = 3;
    public const byte Paeth = 4;

    /// <summary>
    /// Writes the row's residuals and returns the sum of their magnitudes, the format's own hint for how well they will compress.
    /// </summary>
    public static long Apply(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelBytes, Span<byte> residuals)
    {
        var sum = 0L;
        for (var i = 0; i < row.Length; i++)
        {
            var left = i >= pixelBytes ? row[i - pixelBytes] : 0;
            var upperLeft = i >= pixelBytes ? above[i - pixelBytes] : 0;
            var residual = (byte)(row[i] - Predict(filter, left, above[i], upperLeft));
            residuals[i] = residual;
            sum += Math.Abs((int)(sbyte)residual);
        }

        return sum;
    }

    /// <summary>Turns residuals back into the row, in place. The filter must be one of the five.</summary>
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        if (filter == None) return;

        for (var i = 0; i < row.Length; i++)
        {
            var left = i >= pixelBytes ? row[i - pixelBytes] : 0;
            var upperLeft = i >= pixelBytes ? above[i - pixelBytes] : 0;
            row[i] += (byte)Predict(filter, left, above[i], upperLeft);
        }
    }

    private static int Predict(byte filter, int left, int up, int upperLeft) => filter switch
    {
        Sub => left,
        Up => up,
        Average => (left + up) / 2,
        Paeth => PredictPaeth(left, up, upperLeft),
        _ => 0,
    };

    private static int PredictPaeth(int left, int up, int upperLeft)
    {
        var toLeft = Math.Abs(up - upperLeft);
        var toUp = Math.Abs(left - upperLeft);
        var toUpperLeft = Math.Abs(left + up - (2 * upperLeft));
        if (toLeft <= toUp && toLeft <= toUpperLeft) return left;
        return toUp <= toUpperLeft ? up : upperLeft;
    }
}
