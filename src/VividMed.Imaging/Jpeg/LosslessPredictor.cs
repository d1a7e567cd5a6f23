using System.Numerics;

namespace VividMed.Imaging.Jpeg;

/// <summary>
/// The predictors of lossless JPEG (ITU-T T.81 annex H.1.2.1), a row at a time, modulo 65,536. The first row of a restart interval is
/// always predicted from the left and begins with half the range; the first sample of any other row is predicted from above.
/// </summary>
internal static class LosslessPredictor
{
    /// <summary>Replaces the differences in <paramref name="row"/> by samples.</summary>
    public static void ReconstructFirst(Span<ushort> row, ushort initial)
    {
        var left = initial;
        for (var x = 0; x < row.Length; x++) row[x] = left = (ushort)(row[x] + left);
    }

    /// <summary>
    /// Replaces the differences in <paramref name="row"/> by samples, given the row above. What comes from above alone is added a vector
    /// at a time; only what comes from the left has to go sample by sample.
    /// </summary>
    public static void Reconstruct(Span<ushort> row, ReadOnlySpan<ushort> above, int predictor)
    {
        above = above[..row.Length];
        if (predictor == 2)
        {
            Add(row, above);
            return;
        }

        row[0] += above[0];
        if (row.Length == 1) return;
        switch (predictor)
        {
            case 1:
                Accumulate(row);
                break;
            case 3:
                Add(row[1..], above[..^1]);
                break;
            case 4 or 5:
                AddDifference(row[1..], above[1..], above[..^1], predictor - 4);
                Accumulate(row);
                break;
            case 6:
                FromAbove(row, above);
                break;
            default:
                FromMean(row, above);
                break;
        }
    }

    public static int Predict(int predictor, int left, int above, int aboveLeft) => predictor switch
    {
        1 => left,
        2 => above,
        3 => aboveLeft,
        4 => left + above - aboveLeft,
        5 => left + ((above - aboveLeft) >> 1),
        6 => above + ((left - aboveLeft) >> 1),
        _ => (left + above) >> 1,
    };

    private static void Accumulate(Span<ushort> row)
    {
        var left = row[0];
        for (var x = 1; x < row.Length; x++) row[x] = left = (ushort)(row[x] + left);
    }

    private static void FromAbove(Span<ushort> row, ReadOnlySpan<ushort> above)
    {
        int left = row[0];
        for (var x = 1; x < row.Length && x < above.Length; x++)
        {
            row[x] = (ushort)(left = (ushort)(row[x] + above[x] + ((left - above[x - 1]) >> 1)));
        }
    }

    private static void FromMean(Span<ushort> row, ReadOnlySpan<ushort> above)
    {
        int left = row[0];
        for (var x = 1; x < row.Length && x < above.Length; x++) row[x] = (ushort)(left = (ushort)(row[x] + ((left + above[x]) >> 1)));
    }

    private static void Add(Span<ushort> row, ReadOnlySpan<ushort> other)
    {
        var x = 0;
        for (; x + Vector<ushort>.Count <= row.Length; x += Vector<ushort>.Count)
        {
            (new Vector<ushort>(row[x..]) + new Vector<ushort>(other[x..])).CopyTo(row[x..]);
        }

        for (; x < row.Length; x++) row[x] += other[x];
    }

    /// <summary>
    /// Adds (up - upLeft) >> <paramref name="shift"/>, of which half the difference of 16-bit numbers would need 17 bits: their halves are
    /// subtracted, less the borrow of the lowest bit.
    /// </summary>
    private static void AddDifference(Span<ushort> row, ReadOnlySpan<ushort> up, ReadOnlySpan<ushort> upLeft, int shift)
    {
        var x = 0;
        for (; x + Vector<ushort>.Count <= row.Length; x += Vector<ushort>.Count)
        {
            var (a, b) = (new Vector<ushort>(up[x..]), new Vector<ushort>(upLeft[x..]));
            var difference = shift == 0
                ? a - b
                : Vector.ShiftRightLogical(a, 1) - Vector.ShiftRightLogical(b, 1) - (Vector.AndNot(b, a) & Vector<ushort>.One);
            (new Vector<ushort>(row[x..]) + difference).CopyTo(row[x..]);
        }

        for (; x < row.Length; x++) row[x] += (ushort)((up[x] - upLeft[x]) >> shift);
    }
}
