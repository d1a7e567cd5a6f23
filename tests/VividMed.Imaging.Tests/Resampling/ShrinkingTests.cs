using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Resampling;

namespace VividMed.Imaging.Tests.Resampling;

/// <summary>Area means and anti-aliasing: nothing between the samples is lost, and nothing moves.</summary>
public sealed class ShrinkingTests
{
    private static readonly (Interpolation Interpolation, bool AntiAlias)[] Ways =
        [(Interpolation.Trilinear, false), (Interpolation.Trilinear, true), (Interpolation.Area, false)];

    [Fact]
    public void Halving_by_area_gives_the_mean_of_eight()
    {
        var source = Noise(8, 6, 4);
        var target = VolumeResampler.Resample(source, source.Grid.WithSpacing(2, 2, 2), Interpolation.Area);
        Assert.Equal((4, 3, 2), (target.Width, target.Height, target.Depth));
        var sum = 0f;
        for (var corner = 0; corner < 8; corner++) sum += source.Voxels[2 + (corner & 1) + (8 * (4 + (corner >> 1 & 1))) + (48 * (2 + (corner >> 2)))];
        Assert.Equal(sum / 8, target.Voxels[1 + (4 * 2) + (12 * 1)], 1e-5f);
    }

    [Fact]
    public void The_mean_of_a_volume_survives_shrinking_by_area() => Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 2]).Sample((x, y, z) =>
    {
        var source = Noise(12, 12, 12);
        var target = VolumeResampler.Resample(source, source.Grid.WithSpacing(x, y, z), Interpolation.Area);
        Assert.Equal(source.Voxels.Average(), target.Voxels.Average(), 1e-4f);
    }, iter: 50);

    [Fact]
    public void Stripes_finer_than_the_target_fade_to_gray_with_anti_aliasing_and_alias_without()
    {
        var stripes = new Volume(64, 8, 8, [.. Enumerable.Range(0, 64 * 64).Select(static i => i % 64 % 2 == 0 ? 0f : 100f)], Affine.Identity);
        var grid = stripes.Grid.WithSpacing(4, 1, 1);
        foreach (var (interpolation, antiAlias) in Ways.Skip(1))
        {
            var smooth = VolumeResampler.Resample(stripes, grid, interpolation, antiAlias);
            Assert.All(smooth.Voxels[2..14], static value => Assert.InRange(value, 40, 60));
        }

        var sampled = VolumeResampler.Resample(stripes, stripes.Grid with { Width = 16, VoxelToWorld = Affine.Scale(4, 1, 1) }, Interpolation.Trilinear);
        Assert.All(sampled.Voxels[..16], static value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_blob_stays_where_it_is_within_half_a_pixel_whatever_the_way_and_the_grid()
    {
        Gen.Select(Gen.Double[9, 14].Array[3], Gen.Double[0.6, 3].Array[3], Gen.Int[0, 2], Gen.Double[-0.4, 0.4]).Sample((center, spacing, way, turn) =>
        {
            var source = Blob(24, center);
            var (c, s) = (Math.Cos(turn), Math.Sin(turn));
            var rotated = new Affine(c * spacing[0], -s * spacing[1], 0, 12 - (18 * c) + (18 * s), s * spacing[0], c * spacing[1], 0, 12 - (18 * s) - (18 * c), 0, 0, spacing[2], -5);
            foreach (var grid in new[] { source.Grid.WithSpacing(spacing[0], spacing[1], spacing[2]), new VolumeGrid((int)(36 / spacing[0]) + 2, (int)(36 / spacing[1]) + 2, (int)(36 / spacing[2]) + 2, rotated) })
            {
                var target = VolumeResampler.Resample(source, grid, Ways[way].Interpolation, Ways[way].AntiAlias);
                var (x, y, z) = Centroid(target);
                var (ex, ey, ez) = source.VoxelToWorld.Then(grid.VoxelToWorld.Inverse()).Apply(center[0], center[1], center[2]);
                Assert.Equal(ex, x, 0.5);
                Assert.Equal(ey, y, 0.5);
                Assert.Equal(ez, z, 0.5);
            }
        }, iter: 60);
    }

    [Fact]
    public void Growing_is_the_same_with_and_without_anti_aliasing()
    {
        var source = Noise(5, 6, 7);
        var grid = source.Grid.WithSpacing(0.4, 0.5, 0.6);
        Assert.Equal(VolumeResampler.Resample(source, grid, Interpolation.Trilinear).Voxels, VolumeResampler.Resample(source, grid, Interpolation.Trilinear, antiAlias: true).Voxels);
        Assert.Equal(VolumeResampler.Resample(source, grid, Interpolation.Trilinear).Voxels, VolumeResampler.Resample(source, grid, Interpolation.Area).Voxels);
    }

    [Fact]
    public void Nearest_neighbors_cannot_be_smoothed() =>
        Assert.Throws<ArgumentException>(() => VolumeResampler.Resample(Noise(2, 2, 2), Noise(2, 2, 2).Grid, Interpolation.Nearest, antiAlias: true));

    [Fact]
    public void A_mask_comes_back_from_any_finer_grid_without_a_voxel_lost() => Gen.Select(Gens.Mask, Gens.Affine, Gen.Int[1, 3].Array[3]).Sample((mask, affine, factors) =>
    {
        var grid = new VolumeGrid(mask.Width, mask.Height, mask.Depth, affine);
        var (i, j, k) = affine.Spacing;
        var fine = grid.WithSpacing(i / factors[0], j / factors[1], k / factors[2]);
        var back = VolumeResampler.Resample(VolumeResampler.Resample(mask, affine, fine), fine.VoxelToWorld, grid);
        Assert.Equal(RunLengthMask.Encode(mask).Counts, RunLengthMask.Encode(back).Counts);
    });

    [Fact]
    public void A_masks_box_moves_as_the_mask_does_within_half_a_pixel() => Gen.Select(Gens.Mask, Gen.Double[0.3, 1].Array[3]).Where((mask, _) => mask.Count() > 0).Sample((mask, spacing) =>
    {
        var grid = new VolumeGrid(mask.Width, mask.Height, mask.Depth, Affine.Identity);
        var fine = grid.WithSpacing(spacing[0], spacing[1], spacing[2]);
        var box = grid.Move(mask.Bounds()!.Value, fine).Clip(fine.Width, fine.Height, fine.Depth);
        var bounds = VolumeResampler.Resample(mask, Affine.Identity, fine).Bounds()!.Value;
        double[] expected = [box.X0, box.Y0, box.Z0, box.X1, box.Y1, box.Z1];
        double[] actual = [bounds.X0, bounds.Y0, bounds.Z0, bounds.X1, bounds.Y1, bounds.Z1];
        for (var edge = 0; edge < 6; edge++) Assert.InRange(Math.Abs(expected[edge] - actual[edge]), 0, 0.5 + 1e-6);
    });

    private static Volume Noise(int width, int height, int depth)
    {
        var random = new Random(5);
        return new(width, height, depth, [.. Enumerable.Range(0, width * height * depth).Select(_ => random.NextSingle())], Affine.Identity);
    }

    private static Volume Blob(int size, double[] center)
    {
        var voxels = new float[size * size * size];
        for (var i = 0; i < voxels.Length; i++)
        {
            var (x, y, z) = ((i % size) - center[0], (i / size % size) - center[1], (i / size / size) - center[2]);
            voxels[i] = (float)Math.Exp(-((x * x) + (y * y) + (z * z)) / 4.5);
        }

        return new(size, size, size, voxels, Affine.Identity);
    }

    private static (double X, double Y, double Z) Centroid(Volume volume)
    {
        var (sum, x, y, z) = (0d, 0d, 0d, 0d);
        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            double value = volume.Voxels[i];
            (sum, x, y, z) = (sum + value, x + (value * (i % volume.Width)), y + (value * (i / volume.Width % volume.Height)), z + (value * (i / volume.Width / volume.Height)));
        }

        return (x / sum, y / sum, z / sum);
    }
}
