using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Resampling;

namespace VividMed.Imaging.Tests.Resampling;

public sealed class ReorientationTests
{
    [Theory]
    [InlineData(1, 1, 1, "RAS")]
    [InlineData(-1, -1, 1, "LPS")]
    [InlineData(-1, 1, -1, "LAI")]
    public void The_code_names_where_each_index_grows(double x, double y, double z, string code) => Assert.Equal(code, AxisCodes.Of(Affine.Scale(x, y, z)));

    [Fact]
    public void A_singular_affine_has_no_code() => Assert.Equal("???", AxisCodes.Of(default));

    [Fact]
    public void Every_voxel_keeps_its_value_and_its_place_in_the_world()
    {
        Gens.AxisAligned.Sample(affine =>
        {
            var volume = new Volume(4, 3, 2, [.. Enumerable.Range(0, 24).Select(static i => (float)i)], affine);
            var turned = Reorientation.ToRas(volume);
            Assert.Equal("RAS", AxisCodes.Of(turned.VoxelToWorld));
            var back = volume.VoxelToWorld.Inverse();
            for (var index = 0; index < 24; index++)
            {
                var (x, y, z) = turned.VoxelToWorld.Apply(index % turned.Width, index / turned.Width % turned.Height, index / turned.Width / turned.Height);
                var (i, j, k) = back.Apply(x, y, z);
                Assert.Equal(turned.Voxels[index], volume.Voxels[(int)Math.Round(i) + (4 * ((int)Math.Round(j) + (3 * (int)Math.Round(k))))]);
            }
        });
    }

    [Fact]
    public void Masks_come_back_without_a_voxel_lost()
    {
        Gen.Select(Gens.AxisAligned, Gens.Mask).Sample((affine, mask) =>
        {
            var turn = Reorientation.ToRas(new VolumeGrid(mask.Width, mask.Height, mask.Depth, affine));
            var back = turn.Back(turn.Apply(mask));
            Assert.Equal(RunLengthMask.Encode(mask).Counts, RunLengthMask.Encode(back).Counts);
        });
    }

    [Fact]
    public void A_masks_box_turns_as_the_mask_does()
    {
        Gen.Select(Gens.AxisAligned, Gens.Mask).Where((_, mask) => mask.Count() > 0).Sample((affine, mask) =>
        {
            var turn = Reorientation.ToRas(new VolumeGrid(mask.Width, mask.Height, mask.Depth, affine));
            var box = mask.Bounds()!.Value;
            Assert.Equal(turn.Apply(mask).Bounds(), turn.Apply(box));
            Assert.Equal(box, turn.Back(turn.Apply(box)));
        });
    }

    [Fact]
    public void A_box_returns_from_a_finer_grid_of_the_same_axes()
    {
        Gen.Select(Gens.Affine, Gen.Double[0.5, 4], Gen.Double[0, 20].Array[6]).Sample((affine, spacing, edges) =>
        {
            var grid = new VolumeGrid(40, 40, 40, affine);
            var other = grid.WithSpacing(spacing, spacing, spacing);
            var box = new Box(edges[0], edges[1], edges[2], edges[0] + edges[3], edges[1] + edges[4], edges[2] + edges[5]);
            var back = other.Move(grid.Move(box, other), grid);
            foreach (var (expected, actual) in new[] { (box.X0, back.X0), (box.Y0, back.Y0), (box.Z0, back.Z0), (box.X1, back.X1), (box.Y1, back.Y1), (box.Z1, back.Z1) })
                Assert.Equal(expected, actual, 1e-6);
        });
    }

    [Fact]
    public void Half_the_spacing_doubles_box_coordinates()
    {
        var grid = new VolumeGrid(10, 10, 10, Affine.Scale(2, 2, 2, 5, 6, 7));
        var fine = grid.WithSpacing(1, 1, 1);
        Assert.Equal((20, 20, 20), (fine.Width, fine.Height, fine.Depth));
        Assert.Equal(new Box(2, 4, 6, 8, 10, 12), grid.Move(new Box(1, 2, 3, 4, 5, 6), fine));
    }

    [Fact]
    public void Clipping_keeps_what_lies_inside()
    {
        Assert.Equal(new Box(0, 2, 0, 10, 10, 1), new Box(-5, 2, 0, 12, 30, 1).Clip(10, 10));
        Assert.Equal(0, new Box(20, 20, 0, 30, 30, 1).Clip(10, 10).Volume);
    }
}
