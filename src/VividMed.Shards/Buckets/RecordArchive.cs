using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Quality;
using VividMed.Shards.Records;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Shards.Buckets;

/// <summary>Archives of records alone, <c>records/{split}/{key}.tar</c>, named by their bucket's key.</summary>
public static class RecordArchive
{
    /// <summary>What all archives of records lie below.</summary>
    internal const string Folder = "records/";

    /// <summary>An archive's name in the store.</summary>
    public static string NameOf(string split, string key) => $"{Folder}{split}/{key}.tar";

    /// <summary>
    /// Publishes the samples' records in the order of their keys. Where the name stands with other bytes but the same samples, or is
    /// what the bucket's mark names, it is adopted; one that cannot be read is replaced. Refused are <c>empty-archive</c>,
    /// <c>samples-out-of-order</c> (a sample twice), <c>wrong-place</c> (one of another split) and what
    /// <see cref="SampleChecks"/> find.
    /// </summary>
    public static async Task<WrittenRecords> PublishAsync(
        IBlobStore store, string split, string key, IReadOnlyList<Sample> samples, CancellationToken cancellationToken = default)
    {
        await using var staged = await store.StageAsync(cancellationToken);
        var made = await WriteAsync(staged.Content, NameOf(split, key), split, samples, cancellationToken);
        while (!await staged.TryPublishAsync(made.File.Name, cancellationToken))
        {
            if (await TryReadAsync(store, made.File.Name, cancellationToken) is { } standing)
            {
                if (standing.File == made.File) break;
                if (standing.Ids.SetEquals(made.Ids) || await IsMarkedAsync(store, split, key, standing.File, cancellationToken))
                {
                    return new WrittenRecords(standing.File, standing.Statistics, Adopted: true);
                }
            }

            await store.DeleteAsync(made.File.Name, cancellationToken);
        }

        return new WrittenRecords(made.File, made.Statistics, Adopted: false);
    }

    private static async Task<RecordContent> WriteAsync(
        Stream output, string name, string split, IReadOnlyList<Sample> samples, CancellationToken cancellationToken)
    {
        if (samples.Count == 0) throw new ShardException("empty-archive", "An archive without samples is not published.");
        using var digest = new DigestStream(output);
        var archive = new UstarWriter(digest);
        var (statistics, ids) = (new ShardStatistics(), new HashSet<string>(StringComparer.Ordinal));
        string? last = null;
        foreach (var sample in samples.OrderBy(static sample => sample.Id, SampleKey.Order))
        {
            ArchiveOrder.Check(last, sample.Id);
            Check(sample, split);
            await archive.AddAsync(ShardNames.Record(sample.Id), SampleCodec.Encode(sample), cancellationToken);
            statistics.Add(sample);
            ids.Add(sample.Id);
            last = sample.Id;
        }

        await archive.FinishAsync(cancellationToken);
        await digest.FlushAsync(cancellationToken);
        return new RecordContent(new ShardFile(name, digest.Sha256, digest.Position), statistics, ids);
    }

    private static void Check(Sample sample, string split)
    {
        if (sample.Split != split) throw new ShardException("wrong-place", $"Sample {sample.Id} is not of split {split}.");
        if (SampleChecks.FindBeforeWriting(sample).FirstOrDefault() is { } problem)
        {
            throw new ShardException(problem.Code, $"Sample {sample.Id}: {problem.Message}");
        }
    }

    private static async Task<RecordContent?> TryReadAsync(IBlobStore store, string name, CancellationToken cancellationToken)
    {
        if (await store.OpenReadAsync(name, cancellationToken: cancellationToken) is not { } archive) return null;
        await using (archive)
        {
            using var digest = new DigestStream(archive);
            var (statistics, ids) = (new ShardStatistics(), new HashSet<string>(StringComparer.Ordinal));
            try
            {
                await foreach (var stored in ShardReader.ReadAsync(digest, withImages: false, cancellationToken))
                {
                    statistics.Add(stored.Sample);
                    ids.Add(stored.Sample.Id);
                }
            }
            catch (ShardException)
            {
                return null;
            }

            await digest.CopyToAsync(Stream.Null, cancellationToken);
            return new RecordContent(new ShardFile(name, digest.Sha256, digest.Position), statistics, ids);
        }
    }

    /// <summary>What a mark vouches for stays, whatever was made since: the mark would be wrong of it.</summary>
    private static async Task<bool> IsMarkedAsync(
        IBlobStore store, string split, string key, ShardFile file, CancellationToken cancellationToken) =>
        (await BucketStore.FindWholeAsync(store, split, key, cancellationToken))?.Records == file;

    private sealed record RecordContent(ShardFile File, ShardStatistics Statistics, HashSet<string> Ids);
}

/// <summary>
/// A bucket's records as they lie in the store. Adopted when another writer's bytes stand there: then File and Statistics are theirs.
/// </summary>
public sealed record WrittenRecords(ShardFile File, ShardStatistics Statistics, bool Adopted);
