using System.Diagnostics;
using System.Security.Cryptography;

namespace VividMed.Bench.Engine;

/// <summary>What the machine gives at this moment, so that figures of different days and machines can be held beside each other.</summary>
/// <param name="Syncs">Appends of 4 KiB a second that one writer gets onto the disk, each synced: the floor under every durable turn.</param>
/// <param name="Hashing">MiB a second that one core hashes (SHA-256).</param>
internal sealed record Machine(double Syncs, double Hashing)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    public static Machine Measure()
    {
        var folder = Directory.CreateTempSubdirectory("vividmed-bench-");
        try
        {
            return new(MeasureSyncs(Path.Combine(folder.FullName, "syncs")), MeasureHashing());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double MeasureSyncs(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        return Repeat(() =>
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
        });
    }

    private static double MeasureHashing()
    {
        var block = new byte[1 << 20];
        return Repeat(() => SHA256.HashData(block));
    }

    private static double Repeat(Action action)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.Elapsed < Long; count++) action();
        return count / watch.Elapsed.TotalSeconds;
    }
}
