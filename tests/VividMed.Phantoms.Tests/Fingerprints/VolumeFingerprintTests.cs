using VividMed.Imaging.Fingerprints;
using VividMed.Imaging.Geometry;
using VividMed.Phantoms.ChestCt;

namespace VividMed.Phantoms.Tests.Fingerprints;

/// <summary>The same for volumes, which are known by their projection from front to back.</summary>
public sealed class VolumeFingerprintTests
{
    private const int Studied = 20;

    private static readonly Volume[] Phantoms = [.. ParallelEnumerable.Range(0, 100).AsOrdered().Select(static seed => Of(PhantomChestCt.Generate(seed)))];

    [Fact]
    public void A_hundred_different_volumes_are_no_duplicates() =>
        Assert.Equal(Enumerable.Range(0, Phantoms.Length), NearDuplicates.Group([.. Phantoms.Select(Print)]));

    [Fact]
    public void Axes_in_another_order_and_direction_are_the_same_volume()
    {
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        for (var i = 0; i < 48; i++)
        {
            var (volume, flips) = (Phantoms[i], i / 6);
            Assert.Equal(Print(volume), Print(Turn(volume, orders[i % 6], [(flips & 1) > 0, (flips & 2) > 0, (flips & 4) > 0])));
        }
    }

    [Theory]
    [InlineData(-1350, 150)]
    [InlineData(-1000, 1000)]
    public void Eight_bits_of_a_wide_window_are_found(float low, float high) => Assert.InRange(
        Found(volume => volume with { Voxels = Array.ConvertAll(volume.Voxels, value => MathF.Round(Math.Clamp((value - low) / (high - low), 0, 1) * 255)) }),
        0.95 * Studied, Studied);

    [Fact]
    public void A_negative_and_a_noisier_kernel_are_found()
    {
        Assert.InRange(Found(static volume => volume with { Voxels = Array.ConvertAll(volume.Voxels, static value => -200 - value) }), 0.95 * Studied, Studied);
        var random = new Random(5);
        Assert.InRange(Found(volume => volume with { Voxels = Array.ConvertAll(volume.Voxels, value => value + random.Next(-60, 61)) }), 0.95 * Studied, Studied);
    }

    [Fact]
    public void A_volume_that_does_not_say_how_it_lies_has_no_fingerprint() =>
        Assert.Null(VolumeFingerprint.Of(Phantoms[0] with { VoxelToWorld = default }));

    private static int Found(Func<Volume, Volume> export) => Phantoms.Take(Studied).Count(volume => NearDuplicates.Group([Print(volume), Print(export(volume))]) is [0, 0]);

    private static Fingerprint Print(Volume volume) => VolumeFingerprint.Of(volume)!.Value;

    private static Volume Of(PhantomChestCt phantom) =>
        new(phantom.Width, phantom.Height, phantom.Depth, Array.ConvertAll(phantom.Voxels, static value => (float)value), phantom.VoxelToWorld);

    /// <summary>The volume with its axes in that order, some of them the other way round, at the same place of the world.</summary>
    private static Volume Turn(Volume volume, int[] order, bool[] flips)
    {
        int[] sizes = [volume.Width, volume.Height, volume.Depth], strides = [1, volume.Width, volume.Width * volume.Height];
        var rows = new double[3][];
        for (var axis = 0; axis < 3; axis++)
        {
            rows[order[axis]] = new double[4];
            rows[order[axis]][axis] = flips[axis] ? -1 : 1;
            rows[order[axis]][3] = flips[axis] ? sizes[order[axis]] - 1 : 0;
        }

        var voxels = new List<float>(volume.Voxels.Length);
        for (var k = 0; k < sizes[order[2]]; k++)
        {
            for (var j = 0; j < sizes[order[1]]; j++)
            {
                for (var i = 0; i < sizes[order[0]]; i++) voxels.Add(volume.Voxels[At(0, i) + At(1, j) + At(2, k)]);
            }
        }

        var map = new Affine(
            rows[0][0], rows[0][1], rows[0][2], rows[0][3], rows[1][0], rows[1][1], rows[1][2], rows[1][3], rows[2][0], rows[2][1], rows[2][2], rows[2][3]);
        return new(sizes[order[0]], sizes[order[1]], sizes[order[2]], [.. voxels], map.Then(volume.VoxelToWorld));

        int At(int axis, int index) => strides[order[axis]] * (flips[axis] ? sizes[order[axis]] - 1 - index : index);
    }
}
