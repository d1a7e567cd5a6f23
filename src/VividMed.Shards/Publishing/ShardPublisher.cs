using System.IO.Pipelines;
using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Publishing;

/// <summary>Puts shards into a version: each is written straight to its final name, once, as it is made.</summary>
public static class ShardPublisher
{
    private static readonly PipeOptions Pipes = new(
        pauseWriterThreshold: 8 << 20, resumeWriterThreshold: 4 << 20, minimumSegmentSize: 1 << 16, useSynchronizationContext: false);

    /// <summary>
    /// Writes the samples (ascending ids) as <c>versions/{version}/{split}/shard-{partition}.tar</c>. Repeating it is free of
    /// effect; the name with other content is <c>digest-conflict</c>, which names both digests.
    /// </summary>
    public static async Task<WrittenShard> WriteAsync(
        IBlobStore store, int version, string split, int partition, IAsyncEnumerable<ShardItem> items,
        CancellationToken cancellationToken = default)
    {
        var name = DatasetLayout.Shard(version, split, partition);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe(Pipes);
        var producing = Task.Run(() => ProduceAsync(pipe.Writer, split, items, stop.Token), CancellationToken.None);
        bool created;
        try
        {
            await using var content = pipe.Reader.AsStream();
            created = await store.TryCreateAsync(name, content, cancellationToken);
        }
        catch
        {
            if (producing.IsFaulted) await producing;
            await stop.CancelAsync();
            await producing.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }

        // An existing name is not read from, but the shard is made to its end all the same: its digest is the proof.
        var made = await producing;
        if (!created && await store.GetSha256Async(name, cancellationToken) is var existing && existing != made.Sha256)
        {
            throw BlobStoreExtensions.DigestConflict(store, name, existing, made.Sha256);
        }

        var entry = new ShardEntry(
            DatasetLayout.Shard(split, partition), split, made.Sha256, made.Bytes, made.Statistics.Samples, made.Statistics.Phrases,
            made.Statistics.Regions);
        return new WrittenShard(entry, made.Statistics, created);
    }

    private static async Task<ShardSummary> ProduceAsync(
        PipeWriter pipe, string split, IAsyncEnumerable<ShardItem> items, CancellationToken cancellationToken)
    {
        try
        {
            using var writer = new ShardWriter(pipe.AsStream(leaveOpen: true));
            await foreach (var (sample, images) in items.WithCancellation(cancellationToken))
            {
                if (sample.Split != split) throw new ShardException("wrong-place", $"Sample {sample.Id} is not of split {split}.");
                await writer.AddAsync(sample, images, cancellationToken);
            }

            var summary = await writer.FinishAsync(cancellationToken);
            await pipe.CompleteAsync();
            return summary;
        }
        catch (Exception failure)
        {
            await pipe.CompleteAsync(failure);
            throw;
        }
    }
}

/// <summary>A sample and its encoded images, in the order of its record.</summary>
public sealed record ShardItem(Sample Sample, IReadOnlyList<ShardImage> Images);

/// <summary>A published shard. Created is false when it lay there already with the same bytes.</summary>
public sealed record WrittenShard(ShardEntry Entry, ShardStatistics Statistics, bool Created);
