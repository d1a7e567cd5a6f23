using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Resampling;

/// <summary>
/// Brings volumes and masks onto another grid in the same world. Positions beyond the outermost voxel centers take the border's value,
/// as MONAI's "border" padding does. Grids whose axes agree are done axis by axis; any other pair voxel by voxel.
/// </summary>
public static class VolumeResampler
{
    /// <summary>The volume on a grid of <paramref name="width"/> x <paramref name="height"/> x <paramref name="depth"/> voxels.</summary>
    /// <exception cref="ImageFormatException"><c>singular-affine</c>: the volume's affine is not invertible.</exception>
    public static Volume Resample(
        Volume volume, Affine targetVoxelToWorld, int width, int height, int depth, Interpolation interpolation, bool antiAlias = false) =>
        Resample(volume, new VolumeGrid(width, height, depth, targetVoxelToWorld), interpolation, antiAlias);

    /// <summary>
    /// The volume on another grid. With <paramref name="antiAlias"/>, axes that shrink are smoothed by a triangle of two target steps, as
    /// torchvision and Pillow do it; without, the values at the target's voxel centers are taken and what lies between is passed over.
    /// </summary>
    /// <exception cref="ArgumentException">Anti-aliasing was asked for with nearest neighbors, where it would make values that are none of
    /// the source's.</exception>
    /// <exception cref="ImageFormatException"><c>singular-affine</c>: the volume's affine is not invertible.</exception>
    public static Volume Resample(Volume volume, VolumeGrid target, Interpolation interpolation, bool antiAlias = false)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(target);
        if (antiAlias && interpolation == Interpolation.Nearest)
        {
            throw new ArgumentException("Nearest neighbors cannot be smoothed.", nameof(antiAlias));
        }

        var slice = target.Width * target.Height;
        var voxels = GC.AllocateUninitializedArray<float>(checked(slice * target.Depth));
        var sampler = SliceSampler.Create(volume, target, interpolation, antiAlias);
        Parallel.For(0, target.Depth, z => sampler.Fill(z, voxels.AsSpan(z * slice, slice)));
        return new(target.Width, target.Height, target.Depth, voxels, target.VoxelToWorld);
    }

    /// <summary>
    /// Where a volume of probabilities, interpolated onto <paramref name="target"/>, is above <paramref name="threshold"/>. Only one slice
    /// of the target is held at a time; what lies outside the volume's own extent is clear.
    /// </summary>
    public static Mask Threshold(Volume probabilities, VolumeGrid target, float threshold = 0.5f)
    {
        var mask = new Mask(target.Width, target.Height, target.Depth);
        var sampler = SliceSampler.Create(probabilities, target, Interpolation.Trilinear);
        var extent = new Box(0, 0, 0, probabilities.Width, probabilities.Height, probabilities.Depth);
        var within = probabilities.Grid.Move(extent, target);
        var slice = new float[target.Width * target.Height];
        for (var z = FirstInside(within.Z0); z < Math.Min(target.Depth, within.Z1 - 0.5); z++)
        {
            sampler.Fill(z, slice);
            for (var y = FirstInside(within.Y0); y < Math.Min(target.Height, within.Y1 - 0.5); y++)
            {
                for (var x = FirstInside(within.X0); x < Math.Min(target.Width, within.X1 - 0.5); x++)
                {
                    if (slice[(y * target.Width) + x] > threshold) mask[x, y, z] = true;
                }
            }
        }

        return mask;
    }

    /// <summary>The mask on another grid: each target voxel asks the source voxel that its center lies in; outside it is clear.</summary>
    public static Mask Resample(Mask mask, Affine voxelToWorld, VolumeGrid target)
    {
        var map = target.VoxelToWorld.Then(voxelToWorld.Inverse());
        var result = new Mask(target.Width, target.Height, target.Depth);
        if (mask.Bounds() is not { } bounds) return result;

        var within = bounds.Move(map.Inverse()).Clip(target.Width, target.Height, target.Depth);
        for (var z = (int)within.Z0; z < within.Z1; z++)
        {
            for (var y = (int)within.Y0; y < within.Y1; y++)
            {
                for (var x = (int)within.X0; x < within.X1; x++)
                {
                    var (i, j, k) = map.Apply(x, y, z);
                    var (sx, sy, sz) = ((int)Math.Floor(i + 0.5), (int)Math.Floor(j + 0.5), (int)Math.Floor(k + 0.5));
                    if ((uint)sx < (uint)mask.Width && (uint)sy < (uint)mask.Height && (uint)sz < (uint)mask.Depth && mask[sx, sy, sz])
                    {
                        result[x, y, z] = true;
                    }
                }
            }
        }

        return result;
    }

    /// <summary>The first voxel whose center is at or past the edge.</summary>
    private static int FirstInside(double edge) => Math.Max(0, (int)Math.Ceiling(edge - 0.5));
}

/// <summary>How a value between voxel centers is found.</summary>
public enum Interpolation
{
    Nearest,
    Trilinear,

    /// <summary>Along axes that shrink, the mean over what each target voxel covers; along the others as <see cref="Trilinear"/>.</summary>
    Area,
}
