using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>Makes a segmenter's input of a volume: RAS+, spacing, crop, clip, normalisation, as the manifest says. The order follows SAT's published inference.</summary>
public static class VolumePreparation
{
    /// <exception cref="ModelException"><c>volume-invalid</c>.</exception>
    public static PreparedVolume Prepare(Volume volume, VolumePreprocessing preparation)
    {
        var grid = PreparedGrid.For(volume, preparation.SpacingMm);
        var prepared = new PreparedVolume(grid, Resample(volume, grid));
        if (preparation.ForegroundAbove is { } above) prepared = Crop(grid, prepared.Voxels, above);
        Normalise(prepared.Voxels, preparation);
        return prepared;
    }

    private static float[] Resample(Volume volume, PreparedGrid grid)
    {
        int[] strides = [1, volume.Width, volume.Width * volume.Height];
        var (sx, sy, sz) = (strides[grid.X.SourceAxis], strides[grid.Y.SourceAxis], strides[grid.Z.SourceAxis]);
        var ((xLow, xShare), (yLow, yShare), (zLow, zShare)) = (grid.X.Forward(), grid.Y.Forward(), grid.Z.Forward());
        // The upper tap of an axis of length 1 would lie outside; its share is 0 there.
        var (nextX, nextY, nextZ) = (grid.X.SourceLength > 1 ? sx : 0, grid.Y.SourceLength > 1 ? sy : 0, grid.Z.SourceLength > 1 ? sz : 0);
        var source = volume.Voxels;
        var result = new float[grid.VoxelCount];
        var at = 0;
        for (var z = 0; z < zLow.Length; z++)
        {
            for (var y = 0; y < yLow.Length; y++)
            {
                var corner = (zLow[z] * sz) + (yLow[y] * sy);
                var (v, w) = (yShare[y], zShare[z]);
                for (var x = 0; x < xLow.Length; x++)
                {
                    var i = corner + (xLow[x] * sx);
                    var u = xShare[x];
                    var lower = Mix(Mix(source[i], source[i + nextX], u), Mix(source[i + nextY], source[i + nextY + nextX], u), v);
                    i += nextZ;
                    var upper = Mix(Mix(source[i], source[i + nextX], u), Mix(source[i + nextY], source[i + nextY + nextX], u), v);
                    result[at++] = Mix(lower, upper, w);
                }
            }
        }

        return result;
    }

    private static float Mix(float a, float b, float share) => a + ((b - a) * share);

    private static PreparedVolume Crop(PreparedGrid grid, float[] voxels, double above)
    {
        var (width, height) = (grid.X.Length, grid.Y.Length);
        var (x0, y0, z0, x1, y1, z1) = (width, height, grid.Z.Length, -1, -1, -1);
        for (var i = 0; i < voxels.Length; i++)
        {
            if (!(voxels[i] > above)) continue;
            var (x, y, z) = (i % width, i / width % height, i / (width * height));
            (x0, y0, z0) = (Math.Min(x0, x), Math.Min(y0, y), Math.Min(z0, z));
            (x1, y1, z1) = (Math.Max(x1, x), Math.Max(y1, y), Math.Max(z1, z));
        }

        if (x1 < 0) return new PreparedVolume(grid, voxels);

        var cropped = new PreparedGrid(grid.X.Crop(x0, x1 - x0 + 1), grid.Y.Crop(y0, y1 - y0 + 1), grid.Z.Crop(z0, z1 - z0 + 1));
        var result = new float[cropped.VoxelCount];
        for (var z = 0; z < cropped.Z.Length; z++)
        {
            for (var y = 0; y < cropped.Y.Length; y++)
            {
                var from = x0 + (width * (y0 + y + (height * (z0 + z))));
                voxels.AsSpan(from, cropped.X.Length).CopyTo(result.AsSpan(cropped.X.Length * (y + (cropped.Y.Length * z))));
            }
        }

        return new PreparedVolume(cropped, result);
    }

    private static void Normalise(float[] voxels, VolumePreprocessing preparation)
    {
        var (low, high) = ((float)preparation.Clip[0], (float)preparation.Clip[1]);
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < voxels.Length; i++)
        {
            var value = float.IsNaN(voxels[i]) ? low : Math.Clamp(voxels[i], low, high);
            voxels[i] = value;
            sum += value;
            squares += (double)value * value;
        }

        var mean = sum / voxels.Length;
        var deviation = Math.Sqrt(Math.Max(0, (squares / voxels.Length) - (mean * mean)));
        var (origin, unit) = preparation.Normalisation == VolumeNormalisation.ZScore ? (mean, Math.Max(deviation, 1e-6)) : (low, high - low);
        for (var i = 0; i < voxels.Length; i++) voxels[i] = (float)((voxels[i] - origin) / unit);
    }
}
