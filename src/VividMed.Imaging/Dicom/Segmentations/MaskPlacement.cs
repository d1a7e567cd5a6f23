using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Dicom.Segmentations;

/// <summary>Lays a mask of one grid on another by where their voxels lie.</summary>
internal static class MaskPlacement
{
    /// <exception cref="ImageFormatException"><c>grid-mismatch</c>: the mask is not empty, and nothing of it lies within the other grid.</exception>
    public static Mask Onto(Mask mask, VolumeGrid from, VolumeGrid to)
    {
        var placed = new Mask(to.Width, to.Height, to.Depth);
        if (mask.Bounds() is not { } bounds) return placed;
        var back = to.VoxelToWorld.Then(from.VoxelToWorld.Inverse());
        // A voxel more on each side: the nearest one of a coarser grid may lie outside of the box.
        var box = from.Move(bounds, to) is var moved
            ? new Box(moved.X0 - 1, moved.Y0 - 1, moved.Z0 - 1, moved.X1 + 1, moved.Y1 + 1, moved.Z1 + 1).Clip(to.Width, to.Height, to.Depth)
            : default;
        var any = false;
        for (var z = (int)box.Z0; z < Math.Ceiling(box.Z1); z++)
        {
            for (var y = (int)box.Y0; y < Math.Ceiling(box.Y1); y++)
            {
                for (var x = (int)box.X0; x < Math.Ceiling(box.X1); x++)
                {
                    if (!Has(mask, back.Apply(x, y, z))) continue;
                    placed[x, y, z] = true;
                    any = true;
                }
            }
        }

        return any ? placed : throw new ImageFormatException("grid-mismatch", "nothing of the segment lies within the image: they are of different examinations, or one has lost its geometry");
    }

    private static bool Has(Mask mask, (double I, double J, double K) at)
    {
        var (x, y, z) = (Math.Floor(at.I + 0.5), Math.Floor(at.J + 0.5), Math.Floor(at.K + 0.5));
        return x >= 0 && x < mask.Width && y >= 0 && y < mask.Height && z >= 0 && z < mask.Depth && mask[(int)x, (int)y, (int)z];
    }
}
