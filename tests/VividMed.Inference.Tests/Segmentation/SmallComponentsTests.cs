using CsCheck;
using VividMed.Imaging;

namespace VividMed.Inference.Tests;

public sealed class SmallComponentsTests
{
    [Fact]
    public void The_same_voxels_remain_as_by_flooding_from_every_voxel() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 6], Gen.Int[0, 12], Gen.Int[0, int.MaxValue], Gen.Double[0.05, 0.6]).Sample((width, height, depth, least, seed, density) =>
        {
            var random = new Random(seed);
            var mask = new Mask(width, height, depth);
            for (var i = 0L; i < (long)width * height * depth; i++) mask[i] = random.NextDouble() < density;
            var expected = Flood(mask, least);
            SmallComponents.Remove(mask, least);
            return Enumerable.Range(0, width * height * depth).All(i => mask[i] == expected[i]);
        });

    private static bool[] Flood(Mask mask, int least)
    {
        var result = new bool[mask.Width * mask.Height * mask.Depth];
        var seen = new bool[result.Length];
        for (var first = 0; first < result.Length; first++)
        {
            if (seen[first] || !mask[first]) continue;
            var part = new List<int> { first };
            seen[first] = true;
            for (var next = 0; next < part.Count; next++)
            {
                foreach (var neighbour in Neighbours(mask, part[next]))
                {
                    if (seen[neighbour] || !mask[neighbour]) continue;
                    seen[neighbour] = true;
                    part.Add(neighbour);
                }
            }

            foreach (var voxel in part) result[voxel] = part.Count >= least;
        }

        return result;
    }

    private static IEnumerable<int> Neighbours(Mask mask, int voxel)
    {
        var (x, y, z) = (voxel % mask.Width, voxel / mask.Width % mask.Height, voxel / mask.Width / mask.Height);
        return
            from k in Enumerable.Range(Math.Max(0, z - 1), Math.Min(mask.Depth - 1, z + 1) - Math.Max(0, z - 1) + 1)
            from j in Enumerable.Range(Math.Max(0, y - 1), Math.Min(mask.Height - 1, y + 1) - Math.Max(0, y - 1) + 1)
            from i in Enumerable.Range(Math.Max(0, x - 1), Math.Min(mask.Width - 1, x + 1) - Math.Max(0, x - 1) + 1)
            select i + (mask.Width * (j + (mask.Height * k)));
    }
}
