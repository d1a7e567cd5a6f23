using VividMed.Inference.Manifests;

namespace VividMed.Inference.Preparation;

/// <summary>Crops prepared volumes to what is above a limit: air around a patient, as MONAI's CropForeground does.</summary>
internal static class Foreground
{
    public static PreparedVolume Crop(PreparedVolume volume, CropForegroundStep step)
    {
        if (Bounds(volume, (float)step.Above) is not { } box) return volume;

        var ((x, width), (y, height), (z, depth)) = (Widen(box.X0, box.X1, volume.Width), Widen(box.Y0, box.Y1, volume.Height), Widen(box.Z0, box.Z1, volume.Depth));
        if ((width, height, depth) == (volume.Width, volume.Height, volume.Depth)) return volume;

        var grid = new PreparedGrid(volume.Grid.X.Crop(x, width), volume.Grid.Y.Crop(y, height), volume.Grid.Z.Crop(z, depth));
        var voxels = new float[grid.VoxelCount];
        for (var k = 0; k < depth; k++)
        {
            for (var j = 0; j < height; j++)
            {
                var from = x + (volume.Width * (y + j + (volume.Height * (z + k))));
                volume.Voxels.AsSpan(from, width).CopyTo(voxels.AsSpan(width * (j + (height * k))));
            }
        }

        return new PreparedVolume(grid, voxels);

        (int First, int Count) Widen(int first, int last, int length)
        {
            var start = Math.Max(0, first - step.Margin);
            return (start, Math.Min(length - 1, last + step.Margin) - start + 1);
        }
    }

    /// <summary>First and last index along each axis; a row is looked at from both ends.</summary>
    private static (int X0, int X1, int Y0, int Y1, int Z0, int Z1)? Bounds(PreparedVolume volume, float above)
    {
        var (x0, y0, z0, x1, y1, z1) = (volume.Width, volume.Height, volume.Depth, -1, -1, -1);
        for (var z = 0; z < volume.Depth; z++)
        {
            for (var y = 0; y < volume.Height; y++)
            {
                var row = volume.Voxels.AsSpan(volume.Width * (y + (volume.Height * z)), volume.Width);
                var first = 0;
                while (first < row.Length && !(row[first] > above)) first++;
                if (first == row.Length) continue;
                var last = row.Length - 1;
                while (!(row[last] > above)) last--;
                (x0, y0, z0) = (Math.Min(x0, first), Math.Min(y0, y), Math.Min(z0, z));
                (x1, y1, z1) = (Math.Max(x1, last), Math.Max(y1, y), Math.Max(z1, z));
            }
        }

        return x1 < 0 ? null : (x0, x1, y0, y1, z0, z1);
    }
}
