using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Tests.Masks;

public sealed class MaskTests
{
    [Fact]
    public void Set_voxels_are_found_in_order()
    {
        Gens.Mask.Sample(mask =>
        {
            var expected = new List<long>();
            for (var i = 0L; i < mask.Length; i++)
            {
                if (mask[i]) expected.Add(i);
            }

            var actual = new List<long>();
            for (var i = mask.NextSet(0); i >= 0; i = mask.NextSet(i + 1)) actual.Add(i);
            Assert.Equal(expected, actual);
            Assert.Equal(expected.Count, mask.Count());
        });
    }

    [Fact]
    public void Bounds_touch_the_outermost_voxels()
    {
        Gens.Mask.Sample(mask =>
        {
            Box? expected = null;
            for (var i = mask.NextSet(0); i >= 0; i = mask.NextSet(i + 1))
            {
                var (x, y, z) = (i % mask.Width, i / mask.Width % mask.Height, i / mask.Width / mask.Height);
                var e = expected ?? new Box(x, y, z, x, y, z);
                expected = new Box(Math.Min(e.X0, x), Math.Min(e.Y0, y), Math.Min(e.Z0, z), Math.Max(e.X1, x + 1), Math.Max(e.Y1, y + 1), Math.Max(e.Z1, z + 1));
            }

            Assert.Equal(expected, mask.Bounds());
        });
    }

    [Fact]
    public void An_empty_mask_has_no_bounds() => Assert.Null(new Mask(100, 3, 2).Bounds());

    [Fact]
    public void A_full_mask_has_no_clear_voxel()
    {
        var mask = new Mask(64, 2, 1);
        mask.SetRange(0, mask.Length);
        Assert.Equal(-1, mask.NextClear(0));
        Assert.Equal(128, mask.Count());
    }
}
