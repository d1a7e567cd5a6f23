using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Resampling;

namespace VividMed.Imaging.Tests.Resampling;

public sealed class VolumeResamplerTests
{
    [Fact]
    public void A_linear_ramp_is_exact_on_any_grid_inside_it()
    {
        Gen.Select(Gens.Affine, Gens.Affine, Gen.Double[0.05, 0.3]).Sample((sourceAffine, rotation, scale) =>
        {
            var source = Ramp(12, 11, 10, sourceAffine);
            var (si, sj, sk) = rotation.Spacing;
            var inner = new Affine(
                rotation.Xi / si * scale, rotation.Xj / sj * scale, rotation.Xk / sk * scale, 5,
                rotation.Yi / si * scale, rotation.Yj / sj * scale, rotation.Yk / sk * scale, 5,
                rotation.Zi / si * scale, rotation.Zj / sj * scale, rotation.Zk / sk * scale, 5);
            var target = VolumeResampler.Resample(source, inner.Then(sourceAffine), 8, 7, 6, Interpolation.Trilinear);
            AssertRamp(source, target);
        });
    }

    [Fact]
    public void A_linear_ramp_is_exact_on_an_aligned_grid()
    {
        Gen.Select(Gen.Double[0.3, 2].Array[3], Gen.Double[0, 2].Array[3]).Sample((step, origin) =>
        {
            var source = Ramp(12, 11, 10, Affine.Scale(0.7, 0.8, 1.5, 10, 20, 30));
            var inner = Affine.Scale(step[0], step[1], step[2], origin[0], origin[1], origin[2]);
            AssertRamp(source, VolumeResampler.Resample(source, inner.Then(source.VoxelToWorld), 4, 4, 4, Interpolation.Trilinear));
        });
    }

    [Theory]
    [InlineData(Interpolation.Nearest)]
    [InlineData(Interpolation.Trilinear)]
    public void The_axis_wise_way_and_the_general_way_agree(Interpolation interpolation)
    {
        Gen.Select(Gen.Double[0.2, 3].Array[3], Gen.Double[-3, 3].Array[3], Gen.Int).Sample((step, origin, seed) =>
        {
            var source = Noise(9, 8, 7, seed);
            var target = new VolumeGrid(6, 5, 4, Affine.Scale(step[0], step[1], step[2], origin[0], origin[1], origin[2]));
            var (aligned, general) = (new float[30], new float[30]);
            for (var z = 0; z < 4; z++)
            {
                new AlignedSampler(source, target, target.VoxelToWorld, interpolation).Fill(z, aligned);
                new ObliqueSampler(source, target, interpolation).Fill(z, general);
                for (var i = 0; i < 30; i++) Assert.Equal(general[i], aligned[i], 1e-4f);
            }
        });
    }

    [Fact]
    public void The_same_grid_gives_the_same_values()
    {
        var source = Noise(9, 8, 7, 1);
        Assert.Equal(source.Voxels, VolumeResampler.Resample(source, source.Grid, Interpolation.Trilinear).Voxels);
        Assert.Equal(source.Voxels, VolumeResampler.Resample(source, source.Grid, Interpolation.Nearest).Voxels);
    }

    [Fact]
    public void Beyond_the_border_its_value_goes_on()
    {
        var source = new Volume(2, 1, 1, [3, 5], Affine.Identity);
        var target = VolumeResampler.Resample(source, Affine.Scale(1, 1, 1, -3), 8, 1, 1, Interpolation.Trilinear);
        Assert.Equal([3, 3, 3, 3, 5, 5, 5, 5], target.Voxels);
    }

    [Fact]
    public void A_mask_returns_from_a_grid_of_half_the_spacing_unchanged()
    {
        Gen.Select(Gens.Affine, Gens.Mask).Sample((affine, mask) =>
        {
            var grid = new VolumeGrid(mask.Width, mask.Height, mask.Depth, affine);
            var (i, j, k) = affine.Spacing;
            var fine = grid.WithSpacing(i / 2, j / 2, k / 2);
            var finer = VolumeResampler.Resample(mask, grid.VoxelToWorld, fine);
            Assert.Equal(8 * mask.Count(), finer.Count());
            var back = VolumeResampler.Resample(finer, fine.VoxelToWorld, grid);
            Assert.Equal(mask.Count(), back.Count());
            Assert.Equal(1, MaskOverlap.Dice(mask, back));
        });
    }

    [Fact]
    public void A_threshold_cuts_the_interpolated_probabilities_and_stops_at_the_volumes_edge()
    {
        var probabilities = new Volume(3, 1, 1, [0, 1, 1], Affine.Scale(2, 1, 1));
        var mask = VolumeResampler.Threshold(probabilities, new VolumeGrid(9, 1, 1, Affine.Identity));
        Assert.Equal([false, false, true, true, true, false, false, false, false], Enumerable.Range(0, 9).Select(x => mask[x, 0, 0]));
    }

    [Fact]
    public void A_new_spacing_covers_the_source_and_keeps_its_corner()
    {
        var grid = new VolumeGrid(512, 512, 301, Affine.Scale(0.7, 0.7, 1.25, -100, -200, -300));
        var target = grid.WithSpacing(1, 1, 3);
        Assert.Equal((359, 359, 126), (target.Width, target.Height, target.Depth));
        var (i, j, k) = target.VoxelToWorld.Spacing;
        Assert.Equal((1, 1, 3), (Math.Round(i, 9), Math.Round(j, 9), Math.Round(k, 9)));
        Assert.Equal(grid.VoxelToWorld.Apply(-0.5, -0.5, -0.5).X, target.VoxelToWorld.Apply(-0.5, -0.5, -0.5).X, 1e-9);
    }

    private static Volume Ramp(int width, int height, int depth, Affine affine)
    {
        var voxels = new float[width * height * depth];
        for (var i = 0; i < voxels.Length; i++) voxels[i] = Plane(i % width, i / width % height, i / width / height);
        return new(width, height, depth, voxels, affine);
    }

    private static float Plane(double x, double y, double z) => (float)((2 * x) - (3 * y) + (0.5 * z) + 7);

    private static void AssertRamp(Volume source, Volume target)
    {
        var map = target.VoxelToWorld.Then(source.VoxelToWorld.Inverse());
        for (var i = 0; i < target.Voxels.Length; i++)
        {
            var (x, y, z) = map.Apply(i % target.Width, i / target.Width % target.Height, i / target.Width / target.Height);
            var (cx, cy, cz) = (Math.Clamp(x, 0, source.Width - 1), Math.Clamp(y, 0, source.Height - 1), Math.Clamp(z, 0, source.Depth - 1));
            Assert.Equal(Plane(cx, cy, cz), target.Voxels[i], 1e-3f);
        }
    }

    private static Volume Noise(int width, int height, int depth, int seed)
    {
        var random = new Random(seed);
        return new(width, height, depth, [.. Enumerable.Range(0, width * height * depth).Select(_ => random.NextSingle())], Affine.Identity);
    }
}
