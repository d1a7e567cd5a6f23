using System.Diagnostics;
using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;

namespace VividMed.Bench.Shards;

/// <summary>Samples with pictures of 2 KiB, by one reader, in samples a second of processor time: other work of the machine does not count.</summary>
internal sealed class Reading(LocalBlobStore store)
{
    private const int Buckets = 64;

    public async Task MeasureAsync(int passes, CancellationToken cancellationToken)
    {
        var marks = new List<BucketMark>();
        for (var number = 0; number < Buckets; number++) marks.Add(await new Bucket(100_000 + number, 2 << 10).WriteAsync(store, cancellationToken));
        await PassAsync(marks, withImages: true, cancellationToken);
        await MeasureAsync("shards.read", marks, withImages: true, passes, cancellationToken);
        await MeasureAsync("shards.read-records", marks, withImages: false, passes, cancellationToken);
    }

    private async Task MeasureAsync(string name, List<BucketMark> marks, bool withImages, int passes, CancellationToken cancellationToken)
    {
        var best = 0.0;
        for (var pass = 0; pass < passes; pass++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var samples = await PassAsync(marks, withImages, cancellationToken);
            best = Math.Max(best, samples / (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }

        Figures.Write(name, best, "samples/s/core");
    }

    private async Task<int> PassAsync(List<BucketMark> marks, bool withImages, CancellationToken cancellationToken)
    {
        var samples = 0;
        foreach (var mark in marks)
        {
            await foreach (var _ in ShardReader.ReadAsync(store, mark.Records!.Name, mark.Pictures!.Name, withImages, cancellationToken)) samples++;
        }

        return samples;
    }
}
