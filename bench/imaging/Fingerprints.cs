using System.Diagnostics;
using VividMed.Imaging;
using VividMed.Imaging.Fingerprints;
using VividMed.Imaging.Geometry;

namespace VividMed.Bench.Imaging;

/// <summary>What a fingerprint costs an image, and finding near-duplicates a whole dataset.</summary>
internal static class Fingerprints
{
    /// <summary>The studies of MIMIC-CXR.</summary>
    private const int Images = 227_835;

    public static void Run(Report report)
    {
        var random = new Random(1);
        var picture = new GrayImage(3264, 2448, new byte[3264 * 2448]);
        random.NextBytes(picture.Pixels);
        report.Figure("fingerprint.8-megapixels", Timing.Best(() => PictureFingerprint.Of(picture), 30), "ms");

        var volume = new Volume(512, 512, 300, [.. Enumerable.Range(0, 512 * 512 * 300).Select(static i => (i % 2000) - 1000f)], Affine.Scale(0.7, 0.7, 1));
        report.Figure("fingerprint.512x512x300", Timing.Best(() => VolumeFingerprint.Of(volume), 5), "ms");

        Search(report, "near-duplicates.unlike", [.. Enumerable.Range(0, Images).Select(_ => Different(random, new byte[64], 64))]);
        // As chests are: each shares four fifths of its bits with some hundred others.
        var chests = Enumerable.Range(0, Images / 100).Select(_ => Bytes(random)).ToList();
        Search(report, "near-duplicates.alike", [.. Enumerable.Range(0, Images).Select(i => Different(random, chests[i % chests.Count], 26))]);
    }

    private static void Search(Report report, string name, IReadOnlyList<Fingerprint> fingerprints)
    {
        var (before, processor) = (GC.GetAllocatedBytesForCurrentThread(), Process.GetCurrentProcess().TotalProcessorTime);
        NearDuplicates.Group(fingerprints);
        using var process = Process.GetCurrentProcess();
        report.Figure(name, (process.TotalProcessorTime - processor).TotalSeconds, "processor-s");
        report.Figure($"{name}.allocated", (GC.GetAllocatedBytesForCurrentThread() - before) / 1048576.0, "MiB");
    }

    /// <summary>The same but for some bytes, which are drawn anew.</summary>
    private static Fingerprint Different(Random random, byte[] from, int bytes)
    {
        var changed = (byte[])from.Clone();
        for (var i = 0; i < bytes; i++) changed[bytes == changed.Length ? i : random.Next(changed.Length)] = (byte)random.Next(256);
        return Fingerprint.Parse(Convert.ToHexString(changed));
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[64];
        random.NextBytes(bytes);
        return bytes;
    }
}
