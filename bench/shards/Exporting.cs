using System.Diagnostics;
using VividMed.Exports.Families;
using VividMed.Exports.Running;
using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;

namespace VividMed.Bench.Shards;

/// <summary>
/// A version handed over as archives and as conversations with loose pictures, beside a plain copy of its archives and one of its pictures as
/// loose files, with the memory that it took.
/// </summary>
internal sealed class Exporting(LocalBlobStore store, string folder)
{
    /// <summary>Pictures of one folder of a plain copy, as of an export.</summary>
    private const int PerFolder = 1000;

    public async Task MeasureAsync(int samples, int pictureBytes, CancellationToken cancellationToken)
    {
        var marks = new List<BucketMark>();
        for (var number = 0; number * Bucket.Size < samples; number++) marks.Add(await new Bucket(number, pictureBytes).WriteAsync(store, cancellationToken));
        await BenchVersion.CommitAsync(store, marks, cancellationToken);
        var bytes = marks.Sum(static mark => mark.Pictures!.Bytes + mark.Records!.Bytes);
        var copies = new (string Family, string Name, TimeSpan Took)[] { ("webdataset", "plain-copy", Copy(marks)), ("ms-swift", "loose-copy", CopyLoose(marks, pictureBytes)) };
        foreach (var (family, name, copy) in copies)
        {
            var target = Path.Combine(folder, "export-" + family);
            var (time, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var (before, most) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
            await new Exporter(store, new ExportRequest(1, family, target, new FamilyOptions()))
                .RunAsync(new Watch(() => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false))), cancellationToken);
            var took = time.Elapsed;
            Figures.Beside($"export.{family}", bytes / 1e6 / took.TotalSeconds, "MB/s", name, bytes / 1e6 / copy.TotalSeconds);
            Figures.Write($"export.{family}.samples", marks.Count * Bucket.Size / took.TotalSeconds, "samples/s");
            Figures.Write($"export.{family}.processor", (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / (marks.Count * Bucket.Size), "us/sample");
            Figures.Write($"export.{family}.heap", (most - before) / 1e6, "MB");
            // Files that were deleted a moment ago slow their file system down: loose ones stay until the bench ends.
            if (family == "webdataset") Directory.Delete(target, recursive: true);
        }
    }

    private TimeSpan Copy(List<BucketMark> marks)
    {
        var target = Path.Combine(folder, "plain-copy");
        Directory.CreateDirectory(target);
        var time = Stopwatch.StartNew();
        foreach (var (index, file) in marks.SelectMany(static mark => (ShardFile[])[mark.Pictures!, mark.Records!]).Index())
        {
            using var from = File.OpenRead(Path.Combine(folder, file.Name));
            using var to = File.Create(Path.Combine(target, $"{index}.tar"));
            from.CopyTo(to, 1 << 18);
        }

        var took = time.Elapsed;
        Directory.Delete(target, recursive: true);
        return took;
    }

    private TimeSpan CopyLoose(List<BucketMark> marks, int pictureBytes)
    {
        var target = Path.Combine(folder, "loose-copy");
        var (time, written, picture) = (Stopwatch.StartNew(), 0, new byte[pictureBytes]);
        foreach (var mark in marks)
        {
            using var from = File.OpenRead(Path.Combine(folder, mark.Pictures!.Name));
            for (var i = 0; i < Bucket.Size; i++, written++)
            {
                from.ReadExactly(picture);
                var into = Path.Combine(target, $"{written / PerFolder}");
                if (written % PerFolder == 0) Directory.CreateDirectory(into);
                using var to = File.Create(Path.Combine(into, $"{written}.png"), 1);
                to.Write(picture);
            }
        }

        return time.Elapsed;
    }

    private sealed class Watch(Action look) : IProgress<VividMed.Shards.CountedWork>
    {
        public void Report(VividMed.Shards.CountedWork value)
        {
            if (value.Done % 256 == 0) look();
        }
    }
}
