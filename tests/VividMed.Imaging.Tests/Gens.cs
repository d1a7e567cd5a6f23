using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Tests;

/// <summary>Generators of this room's values.</summary>
internal static class Gens
{
    /// <summary>Rotated, mirrored or swapped axes with spacings of 0.3 to 5 mm and offsets of up to half a meter.</summary>
    public static Gen<Affine> Affine { get; } = Gen.Select(Gen.Double[0, 6.28], Gen.Double[0, 6.28], Gen.Double[0.3, 5].Array[3], Gen.Double[-500, 500].Array[3], Gen.Bool)
        .Select((angle, tilt, spacing, offset, mirror) =>
        {
            var (c, s, ct, st) = (Math.Cos(angle), Math.Sin(angle), Math.Cos(tilt), Math.Sin(tilt));
            var k = mirror ? -spacing[2] : spacing[2];
            return new Affine(
                c * spacing[0], -s * ct * spacing[1], s * st * k, offset[0],
                s * spacing[0], c * ct * spacing[1], -c * st * k, offset[1],
                0, st * spacing[1], ct * k, offset[2]);
        });

    /// <summary>One of the 48 ways to order and point three axes, with unequal spacings.</summary>
    public static Gen<Affine> AxisAligned { get; } = Gen.Select(Gen.Int[0, 5], Gen.Bool.Array[3], Gen.Double[-100, 100].Array[3])
        .Select((order, flip, offset) =>
        {
            int[] axes = [.. new int[][] { [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0] }[order]];
            double Step(int world, int index) => axes[index] != world ? 0 : (flip[index] ? -1 : 1) * (0.7 + (0.4 * index));
            return new Affine(
                Step(0, 0), Step(0, 1), Step(0, 2), offset[0],
                Step(1, 0), Step(1, 1), Step(1, 2), offset[1],
                Step(2, 0), Step(2, 1), Step(2, 2), offset[2]);
        });

    /// <summary>Masks of up to 70 x 9 x 5 voxels: random noise, solid runs or nothing.</summary>
    public static Gen<Mask> Mask { get; } = Gen.Select(Gen.Int[1, 70], Gen.Int[1, 9], Gen.Int[1, 5], Gen.Int[0, 2], Gen.Int[0, 1_000_000])
        .Select((width, height, depth, kind, seed) =>
        {
            var mask = new Mask(width, height, depth);
            var random = new Random(seed);
            if (kind == 1) mask.SetRange(random.NextInt64(mask.Length), mask.Length);
            for (var i = 0L; kind == 2 && i < mask.Length; i++) mask[i] = random.Next(3) == 0;
            return mask;
        });
}
