using CsCheck;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Tests.Masks;

public sealed class RunLengthMaskTests
{
    [Fact]
    public void Every_mask_survives_encoding()
    {
        Gens.Mask.Sample(mask =>
        {
            var encoded = RunLengthMask.Encode(mask);
            var decoded = encoded.Decode();
            Assert.Equal(mask.Count(), encoded.Count());
            Assert.Equal(mask.Length, encoded.Counts.Sum(static count => (long)count));
            for (var i = 0L; i < mask.Length; i++) Assert.Equal(mask[i], decoded[i]);
        });
    }

    [Fact]
    public void Runs_are_those_of_a_walk_down_every_column_whatever_the_size() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 200], Gen.Int[1, 3], Gen.Int[1, 99], Gen.Int).Sample(static (width, height, depth, percent, seed) =>
        {
            var random = new Random(seed);
            var mask = new Mask(width, height, depth);
            var middle = random.Next(width);
            for (var i = 0L; i < mask.Length; i++) mask[i] = Math.Abs((i % width) - middle) < 30 && random.Next(100) < percent;

            var (expected, last, run) = (new List<int>(), false, 0);
            for (var z = 0; z < depth; z++)
            {
                for (var x = 0; x < width; x++)
                {
                    for (var y = 0; y < height; y++, run++)
                    {
                        if (mask[x, y, z] == last) continue;
                        expected.Add(run);
                        (last, run) = (!last, 0);
                    }
                }
            }

            expected.Add(run);
            Assert.Equal(expected, RunLengthMask.Encode(mask).Counts);
        }, iter: 60);

    [Fact]
    public void Runs_go_down_the_columns_slice_by_slice()
    {
        var mask = new Mask(3, 2, 2)
        {
            [0, 0, 0] = true,
            [0, 1, 0] = true,
            [1, 0, 0] = true,
            [2, 1, 1] = true,
        };
        Assert.Equal([0, 3, 8, 1], RunLengthMask.Encode(mask).Counts);
    }

    [Fact]
    public void An_empty_mask_is_one_clear_run() => Assert.Equal([24], RunLengthMask.Encode(new Mask(4, 3, 2)).Counts);

    [Theory]
    [InlineData(new[] { 3, 2 })]
    [InlineData(new[] { 8, -2 })]
    [InlineData(new[] { int.MaxValue, int.MaxValue })]
    public void Counts_that_do_not_fill_the_grid_are_refused(int[] counts) =>
        Assert.Equal("bad-run-lengths", Assert.Throws<ImageFormatException>(() => new RunLengthMask(3, 2, 1, counts).Decode()).Code);
}
