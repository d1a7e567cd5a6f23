using System.Globalization;
using VividMed.Imaging.Dicom;

namespace VividMed.Bench.Scale;

/// <summary>
/// Studies with radiographs of real size, 2,022 x 2,500 pixels of 12 bits in lossless JPEG. Few files serve many studies: each study
/// decodes, renders and stores its own picture all the same, and the disk holds the sources easily.
/// </summary>
internal sealed class LargeSource(string root, int seed)
{
    private const int Files = 16;
    private const int Columns = 2022;
    private const int Rows = 2500;

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
                Columns = Columns,
                Rows = Rows,
                Pixels = Chest(new Random(unchecked((seed * 397) ^ number))),
                PatientId = $"p{number}",
                StudyId = $"s{number}",
                ViewPosition = "PA",
                StudyTime = Written,
                Seed = $"{seed} {number}",
                Storage = DicomStorage.LosslessJpeg,
            });
        }

        File.SetLastWriteTimeUtc(path, Written);
    }

    /// <summary>Two dark fields in a bright body, and noise of a few grays as any exposure has.</summary>
    private static ushort[] Chest(Random random)
    {
        var pixels = new ushort[Columns * Rows];
        var noise = new byte[pixels.Length];
        random.NextBytes(noise);
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (((i % Columns) * 2.0 / Columns) - 1, ((i / Columns) * 2.0 / Rows) - 1);
            var lung = Math.Exp(-(((Math.Abs(x) - 0.45) * (Math.Abs(x) - 0.45) * 12) + (y * y * 3)));
            pixels[i] = (ushort)(2600 - (1700 * lung) + (300 * Math.Cos(9 * y)) + (noise[i] >> 4));
        }

        return pixels;
    }
}
