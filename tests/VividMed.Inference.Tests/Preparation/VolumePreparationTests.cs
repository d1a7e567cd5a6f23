using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Tests.Preparation;

/// <summary>SAT's path: RAS, resampled, cropped above 0 HU before any statistics, clipped, z-scored by this volume's own mean and deviation.</summary>
public sealed class VolumePreparationTests
{
    private static readonly VolumePreprocessing Sat = new(
        3, VolumeAxisOrder.Xyz, [new ResampleStep([1, 1, 3]), new CropForegroundStep(0), new ClipStep(-500, 1000), new ZScoreStep()]);

    [Fact]
    public void The_mean_and_deviation_are_those_of_the_cropped_and_clipped_body()
    {
        // Air around a body of 100 and bone of 3000, which the clip takes to 1000.
        var volume = Filled(12, 10, 8, static (x, y, z) => x is < 3 or > 8 || y is < 2 or > 7 ? -1000 : x == 5 ? 3000 : 100);
        var prepared = VolumePreparation.Prepare(volume, Sat with { Steps = Sat.Steps.Skip(1).ToList() });

        Assert.Equal((6, 6, 8), (prepared.Width, prepared.Height, prepared.Depth));
        Assert.Equal(0, prepared.Voxels.Average(), 1e-5);
        Assert.Equal(1, prepared.Voxels.Average(static voxel => voxel * voxel), 1e-5);
        Assert.Equal(2, prepared.Voxels.Distinct().Count());
    }

    [Fact]
    public void Cropping_after_the_statistics_would_give_other_values()
    {
        var volume = Filled(12, 10, 8, static (x, _, _) => x is < 3 or > 8 ? -1000 : (x * 50) + 10);
        var asPublished = VolumePreparation.Prepare(volume, Sat with { Steps = [new CropForegroundStep(0), new ClipStep(-500, 1000), new ZScoreStep()] });
        var otherOrder = VolumePreparation.Prepare(volume, Sat with { Steps = [new ClipStep(-500, 1000), new ZScoreStep(), new CropForegroundStep(0)] });
        Assert.NotEqual(asPublished.Voxels, otherOrder.Voxels);
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(1, 0.9999)]
    public void The_deviation_is_numpys_or_torchs(int ddof, double expected)
    {
        var prepared = VolumePreparation.Prepare(Filled(10, 10, 100, static (x, _, _) => x), Sat with { Steps = [new ZScoreStep(ddof)] });
        Assert.Equal(expected, prepared.Voxels.Average(static voxel => (double)voxel * voxel), 2e-5);
    }

    [Theory]
    [InlineData(6, 1, 2, 4)]
    [InlineData(4, 1, 2, 2)]
    [InlineData(300, 1, 3, 101)]
    public void A_resampled_axis_is_rounded_half_to_even_as_MONAI_rounds_it(int length, double spacing, double wanted, int expected) =>
        Assert.Equal(expected, VolumePreparation.Grid(new VolumeGrid(length, 1, 1, Affine.Scale(spacing, 1, 1)), Sat with { Steps = [new ResampleStep([wanted, 1, 1])] }).X.Length);

    [Fact]
    public void A_linear_ramp_is_resampled_to_itself_in_every_order_of_steps() =>
        Gen.Select(Gen.Double[0.6, 3], Gen.Double[0.6, 3], Gen.Int[4, 14]).Sample((first, second, size) =>
        {
            var volume = Filled(size, 5, 6, static (x, _, _) => x);
            var once = VolumePreparation.Prepare(volume, Sat with { Steps = [new ResampleStep([first, 1, 1])] });
            var later = VolumePreparation.Prepare(volume, Sat with { Steps = [new ScaleStep(1), new ResampleStep([first, 1, 1])] });
            var twice = VolumePreparation.Prepare(volume, Sat with { Steps = [new ResampleStep([first, 1, 1]), new ResampleStep([second, 1, 1])] });
            // The last voxel may lie beyond the border, where the edge repeats.
            return Enumerable.Range(0, once.Width).All(x => Math.Abs(once.Voxels[x] - Math.Min(x * first, size - 1)) < 1e-4)
                && once.Voxels.SequenceEqual(later.Voxels)
                && Enumerable.Range(0, twice.Width).All(x => Math.Abs(twice.Voxels[x] - Math.Min(x * second, Math.Min((once.Width - 1) * first, size - 1))) < first + 1e-3);
        });

    [Fact]
    public void Nearest_takes_values_as_they_are()
    {
        var prepared = VolumePreparation.Prepare(Filled(9, 1, 1, static (x, _, _) => x * x), Sat with { Steps = [new ResampleStep([1.6, 1, 1], VolumeInterpolation.Nearest)] });
        Assert.Equal([0, 4, 9, 25, 36, 64], prepared.Voxels);
    }

    [Fact]
    public void A_margin_widens_the_crop_up_to_the_border()
    {
        var volume = Filled(10, 10, 10, static (x, y, z) => x is 1 or 2 && y == 5 && z == 9 ? 7 : 0);
        var prepared = VolumePreparation.Prepare(volume, Sat with { Steps = [new CropForegroundStep(0, Margin: 2)] });
        Assert.Equal((5, 5, 3), (prepared.Width, prepared.Height, prepared.Depth));
    }

    [Theory]
    [InlineData("RAS", 0)]
    [InlineData("LPS", 3)]
    [InlineData("ASR", 0)]
    public void The_orientation_is_the_manifests(string orientation, int firstVoxel)
    {
        // Two voxels along x (1 right of 0), two along y: RAS counts 0, 1, 2, 3.
        var volume = Filled(2, 2, 1, static (x, y, _) => x + (2 * y));
        var prepared = VolumePreparation.Prepare(volume, Sat with { Orientation = orientation, Steps = [] });
        Assert.Equal(firstVoxel, prepared.Voxels[0]);
        Assert.Equal(orientation == "ASR" ? (2, 1, 2) : (2, 2, 1), (prepared.Width, prepared.Height, prepared.Depth));
    }

    [Fact]
    public void The_original_volume_is_left_alone()
    {
        var volume = Filled(6, 6, 6, static (x, y, z) => (x * y * z) - 20);
        var copy = volume.Voxels.ToArray();
        VolumePreparation.Prepare(volume, Sat with { Steps = [new CropForegroundStep(-1e9), new ClipPercentilesStep(5, 95), new UnitRangeStep(), new ZScoreStep()] });
        Assert.Equal(copy, volume.Voxels);
    }

    [Fact]
    public void What_is_no_number_becomes_the_lowest_value()
    {
        var volume = Filled(4, 4, 4, static (x, _, _) => x == 2 ? float.NaN : x * 10);
        Assert.DoesNotContain(VolumePreparation.Prepare(volume, Sat with { Steps = [new ClipStep(0, 25), new ZScoreStep()] }).Voxels, float.IsNaN);
    }

    private static Volume Filled(int width, int height, int depth, Func<int, int, int, float> value) => new(
        width, height, depth,
        [.. Enumerable.Range(0, width * height * depth).Select(i => value(i % width, i / width % height, i / width / height))],
        Affine.Identity);
}
