using System.Globalization;
using VividMed.Imaging;
using VividMed.Imaging.Png;

namespace VividMed.Bench.Scale;

/// <summary>Radiographs of 64 x 64 pixels, each unlike all others, so that what is measured is everything but decoding. By seed always the same.</summary>
internal sealed class SmallSource(string root, int seed)
{
    private const int Side = 64;

    /// <summary>Files a folder: listing stays quick on any file system.</summary>
    private const int FilesAFolder = 1000;

    /// <summary>Long before any run: files are known by their times.</summary>
    private static readonly DateTime Written = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly StudyTables _tables = new(root, seed, PathOf);

    /// <summary>Lets the dataset have that many studies; those that it has already stay as they are.</summary>
    public void GrowTo(int studies, CancellationToken cancellationToken)
    {
        foreach (var folder in Enumerable.Range(0, (studies + FilesAFolder - 1) / FilesAFolder))
        {
            Directory.CreateDirectory(Path.Combine(root, Path.GetDirectoryName(PathOf(folder * FilesAFolder))!));
        }

        Parallel.For(0, studies, new ParallelOptions { CancellationToken = cancellationToken }, WriteImage);
        _tables.Write(studies);
    }

    private static string PathOf(int study) => string.Create(CultureInfo.InvariantCulture, $"images/{study / FilesAFolder:D4}/s{study:D7}.png");

    private void WriteImage(int study)
    {
        var path = Path.Combine(root, PathOf(study));
        if (File.Exists(path)) return;
        var random = new Random(unchecked((seed * 397) ^ study));
        var (x, y, slope) = (random.Next(Side), random.Next(Side), random.Next(2, 9));
        var pixels = new byte[Side * Side];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)((slope * Math.Abs((i % Side) - x)) + (3 * Math.Abs((i / Side) - y)));
        // The number itself, lest two pictures be alike.
        BitConverter.TryWriteBytes(pixels, study);
        using (var file = File.Create(path)) PngCodec.WriteGray8(file, new GrayImage(Side, Side, pixels));
        File.SetLastWriteTimeUtc(path, Written);
    }
}
