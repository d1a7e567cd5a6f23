namespace VividMed.Imaging.Jpeg;

/// <summary>
/// The 8 x 8 inverse discrete cosine transform after Loeffler, Ligtenberg and Moschytz (1989), in 13-bit fixed point with the rounding
/// that libjpeg's accurate integer method has, so that its results are met bit for bit.
/// </summary>
internal static class InverseTransform
{
    private const int FractionBits = 13;

    /// <summary>Samples of one block, row by row, clamped to the precision.</summary>
    /// <param name="block">Coefficients in natural order.</param>
    /// <param name="quantization">Factors in natural order.</param>
    /// <param name="precision">8 or 12 bits a sample.</param>
    /// <param name="samples">Where the samples go.</param>
    /// <param name="stride">From one row of <paramref name="samples"/> to the next.</param>
    public static void Apply(ReadOnlySpan<short> block, ReadOnlySpan<int> quantization, int precision, Span<ushort> samples, int stride)
    {
        // Between the passes 8-bit data carry two fraction bits, 12-bit data one, for want of room.
        var carried = precision == 8 ? 2 : 1;
        Span<int> workspace = stackalloc int[64];
        Span<int> column = stackalloc int[8];
        for (var x = 0; x < 8; x++)
        {
            for (var y = 0; y < 8; y++) column[y] = block[(8 * y) + x] * quantization[(8 * y) + x];
            Pass(column, FractionBits - carried, carried);
            for (var y = 0; y < 8; y++) workspace[(8 * y) + x] = column[y];
        }

        var (center, most) = (1 << (precision - 1), (1 << precision) - 1);
        for (var y = 0; y < 8; y++)
        {
            var row = workspace.Slice(8 * y, 8);
            Pass(row, FractionBits + carried + 3, 0);
            var line = samples.Slice(y * stride, 8);
            for (var x = 0; x < 8; x++) line[x] = (ushort)Math.Clamp(row[x] + center, 0, most);
        }
    }

    /// <summary>One dimension in place; the result loses <paramref name="shift"/> fraction bits, rounded.</summary>
    private static void Pass(Span<int> v, int shift, int carried)
    {
        if (carried > 0 && !v[1..].ContainsAnyExcept(0))
        {
            v.Fill(v[0] << carried);
            return;
        }

        // Even part: a rotation of coefficients 2 and 6 by 6 pi / 16 and a butterfly of 0 and 4.
        var z = (v[2] + v[6]) * 4433;
        var (t2, t3) = (z - (v[6] * 15137), z + (v[2] * 6270));
        var (t0, t1) = ((v[0] + v[4]) << FractionBits, (v[0] - v[4]) << FractionBits);
        var (e0, e3, e1, e2) = (t0 + t3, t0 - t3, t1 + t2, t1 - t2);

        // Odd part: four rotations that share one product.
        var (o0, o1, o2, o3) = (v[7], v[5], v[3], v[1]);
        var shared = (o0 + o2 + o1 + o3) * 9633;
        var (s03, s12) = ((o0 + o3) * -7373, (o1 + o2) * -20995);
        var (s02, s13) = (((o0 + o2) * -16069) + shared, ((o1 + o3) * -3196) + shared);
        o0 = (o0 * 2446) + s03 + s02;
        o1 = (o1 * 16819) + s12 + s13;
        o2 = (o2 * 25172) + s12 + s02;
        o3 = (o3 * 12299) + s03 + s13;

        var half = 1 << (shift - 1);
        (v[0], v[7]) = ((e0 + o3 + half) >> shift, (e0 - o3 + half) >> shift);
        (v[1], v[6]) = ((e1 + o2 + half) >> shift, (e1 - o2 + half) >> shift);
        (v[2], v[5]) = ((e2 + o1 + half) >> shift, (e2 - o1 + half) >> shift);
        (v[3], v[4]) = ((e3 + o0 + half) >> shift, (e3 - o0 + half) >> shift);
    }
}
