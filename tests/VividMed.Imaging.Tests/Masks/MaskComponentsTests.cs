using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Tests.Masks;

public sealed class MaskComponentsTests
{
    [Fact]
    public void Components_are_those_of_a_flood_fill()
    {
        Gens.Mask.Sample(mask =>
        {
            var components = MaskComponents.Split(mask);
            Assert.Equal(FloodSizes(mask), components.Select(static component => component.Count()));
            var union = components.Aggregate(new Mask(mask.Width, mask.Height, mask.Depth), static (all, component) => all.Or(component));
            Assert.Equal(RunLengthMask.Encode(mask).Counts, RunLengthMask.Encode(union).Counts);
        });
    }

    [Fact]
    public void Small_components_go_and_large_ones_stay_whole()
    {
        Gen.Select(Gens.Mask, Gen.Int[1, 20]).Sample((mask, minimum) =>
            Assert.Equal(FloodSizes(mask).Where(size => size >= minimum).Sum(), MaskComponents.RemoveSmall(mask, minimum).Count()));
    }

    [Fact]
    public void The_minimum_may_be_in_cubic_millimeters()
    {
        var mask = new Mask(5, 1, 1) { [0, 0, 0] = true, [2, 0, 0] = true, [3, 0, 0] = true };
        Assert.Equal(2, MaskComponents.RemoveSmall(mask, 8, Affine.Scale(-2, 2, 1)).Count());
        Assert.Equal(3, MaskComponents.RemoveSmall(mask, 4, Affine.Scale(-2, 2, 1)).Count());
    }

    [Fact]
    public void Voxels_that_touch_by_an_edge_only_are_apart()
    {
        var mask = new Mask(2, 2, 2) { [0, 0, 0] = true, [1, 1, 0] = true, [0, 1, 1] = true };
        Assert.Equal(3, MaskComponents.Split(mask).Count);
    }

    private static long[] FloodSizes(Mask mask)
    {
        var (seen, sizes) = (new HashSet<(int X, int Y, int Z)>(), new List<long>());
        for (var z = 0; z < mask.Depth; z++)
        {
            for (var y = 0; y < mask.Height; y++)
            {
                for (var x = 0; x < mask.Width; x++) sizes.Add(Fill(mask, seen, (x, y, z)));
            }
        }

        return [.. sizes.Where(static size => size > 0).OrderDescending()];
    }

    private static long Fill(Mask mask, HashSet<(int X, int Y, int Z)> seen, (int X, int Y, int Z) start)
    {
        var (size, stack) = (0L, new Stack<(int X, int Y, int Z)>([start]));
        while (stack.TryPop(out var at))
        {
            var (x, y, z) = at;
            var inside = x >= 0 && y >= 0 && z >= 0 && x < mask.Width && y < mask.Height && z < mask.Depth;
            if (!inside || !mask[x, y, z] || !seen.Add(at)) continue;
            size++;
            foreach (var next in new[] { (x - 1, y, z), (x + 1, y, z), (x, y - 1, z), (x, y + 1, z), (x, y, z - 1), (x, y, z + 1) }) stack.Push(next);
        }

        return size;
    }
}
