using System.Numerics;
using System.Runtime.InteropServices;

namespace VividMed.Imaging;

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

    /// <summary>Replaces the differences in <paramref name="row"/> by samples, given the row above.</summary>
    public static void Reconstruct(Span<ushort> row, ReadOnlySpan<ushort> above, int predictor)
    {
        if (predictor == 2)
        {
            AddAbove(row, above[..row.Length]);
            return;
        }

        var left = row[0] = (ushort)(row[0] + above[0]);
        above = above[..row.Length];
        if (predictor == 1)
        {
            for (var x = 1; x < row.Length; x++) row[x] = left = (ushort)(row[x] + left);
            return;
        }

        for (var x = 1; x < row.Length; x++) row[x] = left = (ushort)(row[x] + Predict(predictor, left, above[x], above[x - 1]));
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

    private static void AddAbove(Span<ushort> row, ReadOnlySpan<ushort> above)
    {
        var targets = MemoryMarshal.Cast<ushort, Vector<ushort>>(row);
        var sources = MemoryMarshal.Cast<ushort, Vector<ushort>>(above);
        for (var i = 0; i < targets.Length; i++) targets[i] += sources[i];
        for (var x = targets.Length * Vector<ushort>.Count; x < row.Length; x++) row[x] += above[x];
    }
}
