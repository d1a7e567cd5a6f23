using System.Diagnostics;
using VividMed.Exports.Families;
using VividMed.Exports.Running;
using VividMed.Shards.Buckets;
using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Bench.Shards;

/// <summary>A version handed over as archives and as conversations, beside a plain copy of its archives, with the memory that it took.</summary>
internal sealed class Exporting(LocalBlobStore store, string folder)
{
    private static readonly string[] Families = ["webdataset", "ms-swift"];

    public async Task MeasureAsync(int samples, int pictureBytes, CancellationToken cancellationToken)
    {
        var marks = new List<BucketMark>();
        for (var number = 0; number * Bucket.Size < samples; number++) marks.Add(await new Bucket(number, pictureBytes).WriteAsync(store, cancellationToken));
        await CommitAsync(marks, cancellationToken);
        var bytes = marks.Sum(static mark => mark.Pictures!.Bytes + mark.Records!.Bytes);
        var copy = Copy(marks);
        foreach (var family in Families)
        {
            var target = Path.Combine(folder, "export-" + family);
            var (time, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var (before, most) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
            await new Exporter(store, new ExportRequest(1, family, target, new FamilyOptions()))
                .RunAsync(new Watch(() => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false))), cancellationToken);
            var took = time.Elapsed;
            Figures.Beside($"export.{family}", bytes / 1e6 / took.TotalSeconds, "MB/s", "plain-copy", bytes / 1e6 / copy.TotalSeconds);
            Figures.Write($"export.{family}.samples", marks.Count * Bucket.Size / took.TotalSeconds, "samples/s");
            Figures.Write($"export.{family}.processor", (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / (marks.Count * Bucket.Size), "us/sample");
            Figures.Write($"export.{family}.heap", (most - before) / 1e6, "MB");
            Directory.Delete(target, recursive: true);
        }
    }

    private async Task CommitAsync(List<BucketMark> marks, CancellationToken cancellationToken)
    {
        var (entries, statistics) = (marks.Select(BucketEntry.Of).ToList(), new ShardStatistics());
        foreach (var mark in marks) statistics.Add(mark.Statistics);
        var written = entries.Sum(static entry => entry.Samples);
        var manifest = new DatasetManifest(
            DatasetManifest.SchemaVersion, 1, null, "mimic-cxr", "bench", new RecipeText("recipe", new Dictionary<string, string>()),
            new DatasetCounts(written, written, 0, new Dictionary<string, long>()), new VersionChanges(written, 0, 0, entries.Count, 0, []), entries, null,
            new Dictionary<string, string>(), "bench", "bench", "bench");
        if (!await DatasetCommit.TryCommitAsync(store, manifest, statistics, cancellationToken)) throw new InvalidOperationException("version 1 is taken");
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

    private sealed class Watch(Action look) : IProgress<VividMed.Shards.CountedWork>
    {
        public void Report(VividMed.Shards.CountedWork value)
        {
            if (value.Done % 256 == 0) look();
        }
    }
}
