using System.Globalization;
using VividMed.Imaging.Dicom;

namespace VividMed.Bench.Scale;

/// <summary>
/// Studies with radiographs of real size, of 12 bits. Few files serve many studies: each study
/// decodes, renders and stores its own picture all the same, and the disk holds the sources easily.
/// </summary>
/// <param name="columns">Of each radiograph.</param>
/// <param name="rows">Of each radiograph.</param>
/// <param name="storage">How pixels are stored.</param>
internal sealed class LargeSource(string root, int seed, int columns = 2022, int rows = 2500, DicomStorage storage = DicomStorage.LosslessJpeg)
{
    private const int Files = 16;

    private static readonly DateTime Written = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public void Write(int studies, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(root, "images"));
        Parallel.For(0, Math.Min(Files, studies), new ParallelOptions { CancellationToken = cancellationToken }, WriteImage);
        new StudyTables(root, seed, PathOf).Write(studies);
    }

    private static string PathOf(int study) => string.Create(CultureInfo.InvariantCulture, $"images/r{study % Files:D2}.dcm");

    private void WriteImage(int number)
    {
        var path = Path.Combine(root, PathOf(number));
        if (File.Exists(path)) return;
        using (var file = File.Create(path))
        {
            DicomWriter.Write(file, new DicomRadiograph
            {
                Columns = columns,
                Rows = rows,
                Pixels = Chest(new Random(unchecked((seed * 397) ^ number))),
                PatientId = $"p{number}",
                StudyId = $"s{number}",
                ViewPosition = "PA",
                StudyTime = Written,
                Seed = $"{seed} {number}",
                Storage = storage,
            });
        }

        File.SetLastWriteTimeUtc(path, Written);
    }

    /// <summary>Two dark fields in a bright body, and noise of a few grays as any exposure has.</summary>
    private ushort[] Chest(Random random)
    {
        var pixels = new ushort[columns * rows];
        var noise = new byte[pixels.Length];
        random.NextBytes(noise);
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (((i % columns) * 2.0 / columns) - 1, ((i / columns) * 2.0 / rows) - 1);
            var lung = Math.Exp(-(((Math.Abs(x) - 0.45) * (Math.Abs(x) - 0.45) * 12) + (y * y * 3)));
            pixels[i] = (ushort)(2600 - (1700 * lung) + (300 * Math.Cos(9 * y)) + (noise[i] >> 4));
        }

        return pixels;
    }
}
