using System.Numerics;
using System.Runtime.InteropServices;

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
    public static long Apply(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelBytes, Span<byte> residuals) => filter switch
    {
        Sub => Apply<FromLeft>(row, above, pixelBytes, residuals),
        Up => Apply<FromAbove>(row, above, pixelBytes, residuals),
        Average => Apply<FromMean>(row, above, pixelBytes, residuals),
        Paeth => Apply<FromNearest>(row, above, pixelBytes, residuals),
        _ => Apply<FromNothing>(row, above, pixelBytes, residuals),
    };

    /// <summary>Turns residuals back into the row, in place. The filter must be one of the five.</summary>
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        switch (filter)
        {
            case Sub:
                Undo<FromLeft>(row, above, pixelBytes);
                break;
            case Up:
                Undo<FromAbove>(row, above, pixelBytes);
                break;
            case Average:
                Undo<FromMean>(row, above, pixelBytes);
                break;
            case Paeth:
                Undo<FromNearest>(row, above, pixelBytes);
                break;
        }
    }

    /// <summary>Predictions look at the image alone, not at residuals, so that a vector of them is made at once.</summary>
    private static long Apply<T>(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelBytes, Span<byte> residuals)
        where T : struct, IPrediction
    {
        var (sum, x) = (0L, 0);
        for (; x < Math.Min(pixelBytes, row.Length); x++) sum += Store(T.Of(0, above[x], 0), row[x], out residuals[x]);
        ref var here = ref MemoryMarshal.GetReference(row);
        ref var up = ref MemoryMarshal.GetReference(above[..row.Length]);
        ref var to = ref MemoryMarshal.GetReference(residuals[..row.Length]);
        while (x + Vector<byte>.Count <= row.Length)
        {
            // A lane of 16 bits holds the magnitudes of so many vectors: each adds at most 256.
            var magnitudes = Vector<ushort>.Zero;
            for (var vectors = 0; vectors < 255 && x + Vector<byte>.Count <= row.Length; vectors++, x += Vector<byte>.Count)
            {
                var residual = Vector.LoadUnsafe(ref here, (nuint)x) - T.Of(
                    Vector.LoadUnsafe(ref here, (nuint)(x - pixelBytes)), Vector.LoadUnsafe(ref up, (nuint)x),
                    Vector.LoadUnsafe(ref up, (nuint)(x - pixelBytes)));
                residual.StoreUnsafe(ref to, (nuint)x);
                Vector.Widen(Vector.Min(residual, Vector<byte>.Zero - residual), out var low, out var high);
                magnitudes += low + high;
            }

            Vector.Widen(magnitudes, out var lower, out var upper);
            sum += Vector.Sum(lower + upper);
        }

        for (; x < row.Length; x++) sum += Store(T.Of(row[x - pixelBytes], above[x], above[x - pixelBytes]), row[x], out residuals[x]);
        return sum;
    }

    private static void Undo<T>(Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
        where T : struct, IPrediction
    {
        above = above[..row.Length];
        for (var x = 0; x < Math.Min(pixelBytes, row.Length); x++) row[x] += (byte)T.Of(0, above[x], 0);
        for (var x = pixelBytes; x < row.Length; x++) row[x] += (byte)T.Of(row[x - pixelBytes], above[x], above[x - pixelBytes]);
    }

    private static int Store(int prediction, byte value, out byte residual)
    {
        residual = (byte)(value - prediction);
        return Math.Abs((int)(sbyte)residual);
    }

    /// <summary>What a byte is expected to be: one at a time, or a vector of them.</summary>
    private interface IPrediction
    {
        static abstract int Of(int left, int up, int upperLeft);

        static abstract Vector<byte> Of(Vector<byte> left, Vector<byte> up, Vector<byte> upperLeft);
    }

    private readonly struct FromNothing : IPrediction
    {
        public static int Of(int left, int up, int upperLeft) => 0;

        public static Vector<byte> Of(Vector<byte> left, Vector<byte> up, Vector<byte> upperLeft) => Vector<byte>.Zero;
    }

    private readonly struct FromLeft : IPrediction
    {
        public static int Of(int left, int up, int upperLeft) => left;

        public static Vector<byte> Of(Vector<byte> left, Vector<byte> up, Vector<byte> upperLeft) => left;
    }

    private readonly struct FromAbove : IPrediction
    {
        public static int Of(int left, int up, int upperLeft) => up;

        public static Vector<byte> Of(Vector<byte> left, Vector<byte> up, Vector<byte> upperLeft) => up;
    }

    private readonly struct FromMean : IPrediction
    {
        public static int Of(int left, int up, int upperLeft) => (left + up) / 2;

        public static Vector<byte> Of(Vector<byte> left, Vector<byte> up, Vector<byte> upperLeft) =>
            (left & up) + Vector.ShiftRightLogical(left ^ up, 1);
    }

    /// <summary>Paeth's: the neighbor nearest to left + up - upperLeft.</summary>
    private readonly struct FromNearest : IPrediction
    {
        public static int Of(int left, int up, int upperLeft)
        {
            var toLeft = Math.Abs(up - upperLeft);
            var toUp = Math.Abs(left - upperLeft);
            var toUpperLeft = Math.Abs(left + up - (2 * upperLeft));
            if (toLeft <= toUp && toLeft <= toUpperLeft) return left;
            return toUp <= toUpperLeft ? up : upperLeft;
        }

        /// <summary>
        /// Within eight bits: where both steps go the same way, their sum is the largest of the three distances; where they do not, the
        /// third is the difference of the two.
        /// </summary>
        public static Vector<byte> Of(Vector<byte> left, Vector<byte> up, Vector<byte> upperLeft)
        {
            var toLeft = Vector.Max(up, upperLeft) - Vector.Min(up, upperLeft);
            var toUp = Vector.Max(left, upperLeft) - Vector.Min(left, upperLeft);
            var apart = Vector.OnesComplement(Vector.Xor(Vector.GreaterThanOrEqual(up, upperLeft), Vector.GreaterThanOrEqual(left, upperLeft)));
            var toUpperLeft = (Vector.Max(toLeft, toUp) - Vector.Min(toLeft, toUp)) | apart;
            var isLeft = Vector.LessThanOrEqual(toLeft, toUp) & Vector.LessThanOrEqual(toLeft, toUpperLeft);
            var isUp = Vector.LessThanOrEqual(toUp, toUpperLeft);
            return Vector.ConditionalSelect(isLeft, left, Vector.ConditionalSelect(isUp, up, upperLeft));
        }
    }
}
