using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Fingerprints;

/// <summary>
/// The fingerprint of a CT: that of its mean projection from front to back, as if a radiograph were taken of it. Another order or direction of
/// axes, another slice distance or window and another kernel of reconstruction change little of that.
/// </summary>
public static class VolumeFingerprint
{
    /// <summary>Hounsfield units beyond which nothing of the body is told apart: air, and bone with metal.</summary>
    private const float Reach = 1000;

    /// <summary>Takes one pass over the voxels. Null where the volume shows nothing, or does not say how it lies.</summary>
    /// <param name="volume">In Hounsfield units.</param>
    public static Fingerprint? Of(Volume volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        if (!volume.VoxelToWorld.IsInvertible) return null;
        var axes = AxisCodes.Axes(volume.VoxelToWorld);
        int[] sizes = [volume.Width, volume.Height, volume.Depth];
        var (across, down) = (Array.FindIndex(axes, static axis => axis.World == 0), Array.FindIndex(axes, static axis => axis.World == 2));
        var (width, height) = (sizes[across], sizes[down]);
        // The head is above, the patient's right side on the left, as on a radiograph.
        var steps = new int[3];
        steps[across] = axes[across].Flip ? 1 : -1;
        steps[down] = axes[down].Flip ? width : -width;
        var start = (axes[across].Flip ? 0 : width - 1) + (axes[down].Flip ? 0 : (height - 1) * width);
        var projection = Project(volume, steps, start, new long[width * height]);

        var grid = new CellGrid(width, height);
        for (var y = 0; y < height; y++) grid.Add<long>(projection.AsSpan(y * width, width));
        return grid.Ranks() is { } ranks ? FrequencySigns.Of(ranks) : null;
    }

    private static long[] Project(Volume volume, int[] steps, int start, long[] sums)
    {
        var voxels = volume.Voxels.AsSpan();
        for (var z = 0; z < volume.Depth; z++)
        {
            for (var y = 0; y < volume.Height; y++)
            {
                var at = start + (y * steps[1]) + (z * steps[2]);
                foreach (var value in voxels[..volume.Width])
                {
                    sums[at] += (int)(Math.Clamp(value, -Reach, Reach) + Reach + 0.5f);
                    at += steps[0];
                }

                voxels = voxels[volume.Width..];
            }
        }

        return sums;
    }
}
