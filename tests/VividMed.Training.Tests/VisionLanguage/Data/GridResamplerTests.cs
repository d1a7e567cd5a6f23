using CsCheck;
using VividMed.Imaging.Masks;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Tests.VisionLanguage.Data;

public sealed class GridResamplerTests
{
    [Fact]
    public void Shrinking_keeps_the_mean_value() =>
        Gen.Select(Gen.Int[4, 20], Gen.Int[4, 20], Gen.Int[4, 20]).SelectMany(static (w, h, d) => Gen.Select(Gen.Const((w, h, d)), Gen.Float[-1, 1].Array[w * h * d]))
            .Sample(
                static (size, voxels) => Assert.Equal(voxels.Average(), GridResampler.Resize(voxels, size.w, size.h, size.d, new ImageGrid(4, 3, 2)).Average(), 1e-4),
                iter: 100);

    [Fact]
    public void Each_cell_is_the_mean_of_what_it_covers() =>
        Assert.Equal([1.5f, 3.5f, 5.5f, 7.5f], GridResampler.Resize([1, 2, 3, 4, 5, 6, 7, 8], 4, 2, 1, new ImageGrid(2, 2, 1)));

    [Fact]
    public void A_grid_finer_than_the_image_repeats_its_voxels() =>
        Assert.Equal([1f, 1, 2, 2], GridResampler.Resize([1, 2], 2, 1, 1, new ImageGrid(4, 1, 1)));

    [Fact]
    public void A_mask_becomes_the_eighths_that_it_fills()
    {
        var mask = new Mask(8, 8, 4);
        for (var z = 0; z < 2; z++)
        {
            for (var y = 0; y < 8; y++)
            {
                for (var x = 0; x < 4; x++) mask[x, y, z] = true;
            }
        }

        Assert.Equal<byte>([8, 0, 8, 0, 0, 0, 0, 0], GridResampler.Resize(mask, new ImageGrid(2, 2, 2)));
    }

    [Fact]
    public void What_is_smaller_than_a_voxel_is_in_its_peak_and_hardly_in_its_mean()
    {
        var source = new float[16 * 16];
        source[(5 * 16) + 9] = 1;
        var grid = new ImageGrid(4, 4, 1);
        Assert.Equal(1, GridResampler.Peaks(source, 16, 16, 1, grid)[(1 * 4) + 2]);
        Assert.Equal(1, GridResampler.Peaks(source, 16, 16, 1, grid).Sum());
        Assert.Equal(1 / 16f, GridResampler.Resize(source, 16, 16, 1, grid)[(1 * 4) + 2], 1e-5f);
    }

    [Theory]
    [InlineData(3, 8)]
    [InlineData(7, 4)]
    [InlineData(5, 5)]
    public void A_peak_is_never_below_the_mean(int size, int side)
    {
        float[] source = [.. Enumerable.Range(0, size * size).Select(static i => (i * 37 % 11) / 11f)];
        var grid = new ImageGrid(side, side, 1);
        var (means, peaks) = (GridResampler.Resize(source, size, size, 1, grid), GridResampler.Peaks(source, size, size, 1, grid));
        Assert.All(means.Zip(peaks), static pair => Assert.True(pair.Second >= pair.First - 1e-5f));
    }
}
