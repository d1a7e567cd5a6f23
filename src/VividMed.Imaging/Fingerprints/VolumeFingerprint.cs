using System.Numerics;
using System.Runtime.InteropServices;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Fingerprints;

/// <summary>
/// The fingerprint of a CT: that of its mean projection from front to back, as if a radiograph were taken of it. Another order or direction of
/// axes, a wide window and another kernel of reconstruction change little of that.
/// </summary>
public static class VolumeFingerprint
{
    /// <summary>Hounsfield units beyond which nothing of the body is told apart: air, and bone with metal.</summary>
    private const float Reach = 1000;

    /// <summary>Voxels from front to back whose sum an int holds for sure; no body has as many.</summary>
    private const int Deepest = 1_000_000;

    /// <summary>Takes one pass over the voxels. Null where the volume shows nothing, or does not say how it lies.</summary>
    /// <param name="volume">In Hounsfield units.</param>
    public static Fingerprint? Of(Volume volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        if (!volume.VoxelToWorld.IsInvertible) return null;
        var axes = AxisCodes.Axes(volume.VoxelToWorld);
        int[] sizes = [volume.Width, volume.Height, volume.Depth];
        var (across, through, down) = (Find(0), Find(1), Find(2));
        if (sizes[through] > Deepest) return null;
        var (width, height) = (sizes[across], sizes[down]);
        var steps = new int[3];
        (steps[across], steps[down]) = (1, width);
        var projection = Project(volume, steps, new int[width * height]);

        // The head is above, the patient's right side on the left, as on a radiograph.
        var grid = new CellGrid(width, height);
        for (var y = 0; y < height; y++)
        {
            var row = projection.AsSpan((axes[down].Flip ? y : height - 1 - y) * width, width);
            if (!axes[across].Flip) row.Reverse();
            grid.Add<int>(row);
        }

        return grid.Ranks() is { } ranks ? FrequencySigns.Of(ranks) : null;

        int Find(int world) => Array.FindIndex(axes, axis => axis.World == world);
    }

    /// <param name="steps">How far a step along each axis leads in the sums.</param>
    private static int[] Project(Volume volume, int[] steps, int[] sums)
    {
        var voxels = volume.Voxels.AsSpan();
        for (var z = 0; z < volume.Depth; z++)
        {
            for (var y = 0; y < volume.Height; y++)
            {
                var (row, at) = (0, (y * steps[1]) + (z * steps[2]));
                if (steps[0] == 1) row = AddVectors(voxels[..volume.Width], sums.AsSpan(at, volume.Width));
                for (var x = row; x < volume.Width; x++) sums[at + (x * steps[0])] += (int)(Math.Min(voxels[x] > -Reach ? voxels[x] : -Reach, Reach) + (Reach + 0.5f));
                voxels = voxels[volume.Width..];
            }
        }

        return sums;
    }

    /// <summary>Adds as many values of a row as fill vectors, which is most of them; gives their number.</summary>
    private static int AddVectors(ReadOnlySpan<float> row, Span<int> sums)
    {
        var values = MemoryMarshal.Cast<float, Vector<float>>(row);
        var totals = MemoryMarshal.Cast<int, Vector<int>>(sums);
        var (low, high, up) = (new Vector<float>(-Reach), new Vector<float>(Reach), new Vector<float>(Reach + 0.5f));
        for (var i = 0; i < values.Length; i++)
        {
            // What is no number is not above anything.
            var kept = Vector.ConditionalSelect(Vector.GreaterThan(values[i], low), values[i], low);
            totals[i] += Vector.ConvertToInt32(Vector.Min(kept, high) + up);
        }

        return values.Length * Vector<float>.Count;
    }
}
