using VividMed.Imaging.Dicom;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Images of mixed texture: flat runs, gradients and noise up to the full range.</summary>
internal static class RandomImages
{
    public static DicomRadiograph Radiograph(int columns, int rows, int bits, DicomStorage storage, int seed) => new()
    {
        Columns = columns,
        Rows = rows,
        BitsStored = bits,
        Pixels = Pixels(columns * rows, bits, seed),
        PatientId = "10000001",
        StudyId = "50000001",
        StudyTime = new DateTime(2180, 1, 2, 3, 4, 5, DateTimeKind.Unspecified),
        Seed = $"test/{seed}",
        Storage = storage,
    };

    public static ushort[] Pixels(int count, int bits, int seed)
    {
        var random = new Random(seed);
        var most = (1 << bits) - 1;
        var pixels = new ushort[count];
        for (var at = 0; at < count;)
        {
            var (kind, start, length) = (random.Next(3), random.Next(most + 1), random.Next(1, 200));
            for (var i = 0; i < length && at < count; i++, at++)
            {
                pixels[at] = (ushort)(kind switch { 0 => start, 1 => Math.Min(most, start + i), _ => random.Next(most + 1) });
            }
        }

        return pixels;
    }
}
