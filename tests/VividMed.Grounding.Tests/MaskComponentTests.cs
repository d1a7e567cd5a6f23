using CsCheck;
using VividMed.Grounding.Alignment;
using VividMed.Imaging.Masks;

namespace VividMed.Grounding.Tests;

public sealed class MaskComponentTests
{
    [Fact]
    public void Parts_that_touch_by_a_face_are_one()
    {
        var mask = new Mask(5, 5, 3);
        mask[1, 1, 0] = mask[1, 1, 1] = mask[2, 1, 1] = true;
        mask[4, 4, 2] = true;

        var parts = MaskComponent.Find(mask, 1);

        Assert.Equal([3, 1], parts.Select(static part => part.Count));
        Assert.Equal((4.0, 4.0, 2.0), parts[1].Center);
    }

    [Fact]
    public void Parts_that_touch_by_an_edge_are_two_and_small_ones_are_left_out()
    {
        var mask = new Mask(4, 4, 1);
        mask[0, 0, 0] = mask[1, 1, 0] = mask[2, 1, 0] = true;

        Assert.Equal(2, MaskComponent.Find(mask, 1).Count);
        Assert.Equal(2, Assert.Single(MaskComponent.Find(mask, 2)).Count);
    }

    [Fact]
    public void Components_agree_with_a_flood_fill()
    {
        Gen.Bool.Array[6 * 5 * 4].Sample(static voxels =>
        {
            var mask = new Mask(6, 5, 4);
            for (var i = 0; i < voxels.Length; i++) mask[i] = voxels[i];
            return MaskComponent.Find(mask, 1).Select(static part => part.Count).Order().SequenceEqual(FloodFill(voxels).Order());
        });
    }

    private static List<long> FloodFill(bool[] voxels)
    {
        var left = voxels.ToArray();
        var sizes = new List<long>();
        for (var seed = 0; seed < left.Length; seed++)
        {
            var size = Fill(left, seed % 6, seed / 6 % 5, seed / 30);
            if (size > 0) sizes.Add(size);
        }

        return sizes;
    }

    private static long Fill(bool[] left, int x, int y, int z)
    {
        if (x is < 0 or > 5 || y is < 0 or > 4 || z is < 0 or > 3 || !left[x + (6 * y) + (30 * z)]) return 0;
        left[x + (6 * y) + (30 * z)] = false;
        return 1 + Fill(left, x - 1, y, z) + Fill(left, x + 1, y, z) + Fill(left, x, y - 1, z) + Fill(left, x, y + 1, z) + Fill(left, x, y, z - 1) + Fill(left, x, y, z + 1);
    }
}
