using CsCheck;
using VividMed.Imaging.Png;

namespace VividMed.Imaging.Tests.Png;

public sealed class PngFilterTests
{
    private static readonly Gen<(byte Filter, int Width, int PixelBytes, int Seed)> Rows = Gen.Select(Gen.Byte[0, 4], Gen.Int[1, 9_000], Gen.Int[1, 3], Gen.Int);

    [Fact]
    public void A_row_comes_back_from_its_residuals_under_every_filter() =>
        Rows.Sample(static (filter, width, pixelBytes, seed) =>
        {
            var (row, above, residuals) = Draw(width, seed);
            PngFilter.Apply(filter, row, above, pixelBytes, residuals);
            PngFilter.Undo(filter, residuals, above, pixelBytes);
            Assert.Equal(row, residuals);
        });

    [Fact]
    public void Residuals_and_their_sum_are_those_that_the_format_defines_byte_by_byte() =>
        Rows.Sample(static (filter, width, pixelBytes, seed) =>
        {
            var (row, above, residuals) = Draw(width, seed);
            var sum = PngFilter.Apply(filter, row, above, pixelBytes, residuals);
            for (var i = 0; i < row.Length; i++)
            {
                var (left, up, corner) = (i < pixelBytes ? 0 : row[i - pixelBytes], above[i], i < pixelBytes ? 0 : above[i - pixelBytes]);
                Assert.Equal((byte)(row[i] - Predict(filter, left, up, corner)), residuals[i]);
            }

            Assert.Equal(residuals.Sum(static residual => Math.Abs((int)(sbyte)residual)), sum);
        });

    /// <summary>The definition of the PNG specification, section 9.</summary>
    private static int Predict(byte filter, int left, int up, int corner)
    {
        if (filter == 0) return 0;
        if (filter == 1) return left;
        if (filter == 2) return up;
        if (filter == 3) return (left + up) / 2;
        var initial = left + up - corner;
        return new[] { left, up, corner }.MinBy(candidate => Math.Abs(initial - candidate));
    }

    private static (byte[] Row, byte[] Above, byte[] Residuals) Draw(int width, int seed)
    {
        var random = new Random(seed);
        var (row, above) = (new byte[width], new byte[width]);
        random.NextBytes(above);
        // Half of the rows follow the one above, as rows of a picture do.
        if (seed % 2 == 0) random.NextBytes(row);
        else for (var i = 0; i < width; i++) row[i] = (byte)(above[i] + random.Next(-3, 4));
        return (row, above, new byte[width]);
    }
}
