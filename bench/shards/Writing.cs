using System.Diagnostics;
using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;

namespace VividMed.Bench.Shards;

/// <summary>
/// Buckets and plain files of the same bytes in turn, each on the disk before its time is taken: a run writes at the speed of the medium.
/// </summary>
internal sealed class Writing(LocalBlobStore store, string folder)
{
    public async Task MeasureAsync(int buckets, int pictureBytes, CancellationToken cancellationToken)
    {
        var (ours, theirs, bytes) = (TimeSpan.Zero, TimeSpan.Zero, 0L);
        // The first bucket only warms up.
        for (var number = 0; number <= buckets; number++)
        {
            var bucket = new Bucket(number, pictureBytes);
            var time = Stopwatch.StartNew();
            var mark = await bucket.WriteAsync(store, cancellationToken);
            var took = time.Elapsed;
            var plain = await WritePlainAsync(mark, cancellationToken);
            if (number == 0) continue;
            (ours, theirs) = (ours + took, theirs + plain);
            bytes += mark.Pictures!.Bytes + mark.Records!.Bytes;
        }

        Figures.Beside("shards.write", bytes / 1e6 / ours.TotalSeconds, "MB/s", "plain-file", bytes / 1e6 / theirs.TotalSeconds);
    }

    private async Task<TimeSpan> WritePlainAsync(BucketMark mark, CancellationToken cancellationToken)
    {
        var contents = new[] { await ReadAsync(mark.Pictures!), await ReadAsync(mark.Records!) };
        var path = Path.Combine(folder, "plain");
        var time = Stopwatch.StartNew();
        foreach (var content in contents)
        {
            await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            for (var at = 0; at < content.Length; at += 1 << 18)
            {
                await file.WriteAsync(content.AsMemory(at, Math.Min(1 << 18, content.Length - at)), cancellationToken);
            }

            file.Flush(flushToDisk: true);
        }

        var took = time.Elapsed;
        File.Delete(path);
        return took;

        Task<byte[]> ReadAsync(ShardFile file) => File.ReadAllBytesAsync(Path.Combine(folder, file.Name), cancellationToken);
    }
}
