using VividMed.Imaging.Dicom;

namespace VividMed.Bench.Imaging;

/// <summary>Made-up images with the size, smoothness and noise of real ones.</summary>
internal static class Pictures
{
    /// <summary>A 12-bit radiograph: soft shapes, edges and detector noise of a few gray values; compresses about 2.5 to 1 as real ones do.</summary>
    public static DicomRadiograph Radiograph(int columns, int rows, DicomStorage storage)
    {
        var random = new Random(1);
        var pixels = new ushort[columns * rows];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var (u, v) = ((double)x / columns, (double)y / rows);
                var lungs = Math.Exp(-40 * (((u - 0.3) * (u - 0.3)) + ((v - 0.45) * (v - 0.45) / 3))) + Math.Exp(-40 * (((u - 0.7) * (u - 0.7)) + ((v - 0.45) * (v - 0.45) / 3)));
                var ribs = 60 * Math.Sin(v * 80 + (u * 4));
                var noise = random.Next(-6, 7) + random.Next(-6, 7);
                pixels[(y * columns) + x] = (ushort)Math.Clamp(2600 - (1500 * lungs) + ribs + noise, 0, 4095);
            }
        }

        return new DicomRadiograph
        {
            Columns = columns, Rows = rows, Pixels = pixels, BitsStored = 12, PatientId = "bench", StudyId = "bench", StudyTime = new DateTime(2020, 1, 1), Seed = "bench", Storage = storage,
        };
    }

    /// <summary>Hounsfield units of a made-up chest: air and a body with lungs, with noise that halves what gzip can save, as in real ones.</summary>
    public static short[] Chest(int width, int height, int depth)
    {
        var random = new Random(2);
        var voxels = new short[width * height * depth];
        for (int z = 0, at = 0; z < depth; z++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++, at++)
                {
                    var (u, v) = ((2.0 * x / width) - 1, (2.0 * y / height) - 1);
                    var body = (u * u / 0.8) + (v * v / 0.5);
                    var lung = ((Math.Abs(u) - 0.4) * (Math.Abs(u) - 0.4)) + (v * v) < 0.08;
                    voxels[at] = (short)((body > 1 ? -1000 : lung ? -850 : 40) + random.Next(-24, 25));
                }
            }
        }

        return voxels;
    }
}
