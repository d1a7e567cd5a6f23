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
