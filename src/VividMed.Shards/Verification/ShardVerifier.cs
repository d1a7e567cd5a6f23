using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Verification;

/// <summary>
/// Reads a whole version again and holds it against its manifest: every archive there with its digest, length and counts; records and
/// pictures of the same samples in the same order; every record sound (<see cref="SampleChecks"/>) with the images it names; no sample
/// twice; and of layout 2 every bucket's mark, key and recipe.
/// </summary>
public sealed class ShardVerifier(IBlobStore store)
{
    /// <summary>How many problems are listed.</summary>
    public const int MostProblems = 1000;

    private readonly ProblemList _problems = new();
    private int _shards;
    private long _bytes;

    /// <summary>Verifies version <paramref name="version"/>; use an instance once.</summary>
    public async Task<VerificationReport> VerifyAsync(
        int version, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        SampleVerifier? samples = null;
        try
        {
            var manifest = await DatasetManifest.LoadAsync(store, version, cancellationToken);
            samples = new SampleVerifier(manifest, _problems);
            await VerifyAsync(manifest, samples, progress, cancellationToken);
        }
        catch (ShardException unreadable)
        {
            _problems.Add(unreadable);
        }

        return new VerificationReport(_shards, samples?.Count ?? 0, _bytes, _problems.Count, _problems.Listed);
    }

    private async Task VerifyAsync(
        DatasetManifest manifest, SampleVerifier samples, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (manifest.CountProblem() is { } problem) _problems.Add("counts-do-not-close", problem);
        var marks = manifest.Schema == DatasetManifest.SchemaVersion ? new MarkVerifier(store, manifest, _problems) : null;
        if (marks is not null)
        {
            if (new SampleRecipe(manifest.Recipe.Parts).Digest != manifest.Recipe.Digest)
            {
                _problems.Add("bad-recipe", "the recipe's digest is not that of its parts");
            }

            await marks.VerifyExcludedAsync(cancellationToken);
        }

        foreach (var bucket in manifest.Buckets)
        {
            progress?.Report(bucket.Records?.Name ?? bucket.Key);
            var ids = await VerifyArchivesAsync(bucket, samples, cancellationToken);
            if (marks is not null) await marks.VerifyAsync(bucket, ids, cancellationToken);
        }
    }

    /// <summary>The ids of the bucket's samples, or null where an archive could not be read to its end.</summary>
    private async Task<IReadOnlyCollection<string>?> VerifyArchivesAsync(
        BucketEntry bucket, SampleVerifier samples, CancellationToken cancellationToken)
    {
        if (bucket.Records is not { } file) return [];
        await using var records = await FileCheck.OpenAsync(store, file, _problems, cancellationToken);
        await using var pictures = bucket.Pictures is { } beside ? await FileCheck.OpenAsync(store, beside, _problems, cancellationToken) : null;
        var (found, ids, whole) = (new ShardStatistics(), new List<string>(), false);
        if (records is not null && (pictures is not null || bucket.Pictures is null))
        {
            try
            {
                var reading = pictures is null
                    ? ShardReader.ReadAsync(records.Content, withImages: true, cancellationToken)
                    : ShardReader.ReadAsync(records.Content, pictures.Content, cancellationToken);
                await foreach (var stored in reading)
                {
                    samples.Verify(file.Name, bucket.Split, stored);
                    VerifyOrder(ids.Count > 0 ? ids[^1] : null, stored.Sample.Id, file.Name);
                    found.Add(stored.Sample);
                    ids.Add(stored.Sample.Id);
                }

                whole = true;
            }
            catch (ShardException unreadable)
            {
                _problems.Add(unreadable, file.Name);
            }

            if ((found.Samples, found.Phrases, found.Regions) != (bucket.Samples, bucket.Phrases, bucket.Regions))
            {
                _problems.Add(
                    "count-mismatch",
                    $"{found.Samples}/{found.Phrases}/{found.Regions} samples/phrases/regions instead of {bucket.Samples}/{bucket.Phrases}/{bucket.Regions}",
                    file.Name);
            }
        }

        foreach (var archive in new[] { records, pictures }.OfType<FileCheck>())
        {
            _bytes += await archive.FinishAsync(_problems, cancellationToken);
            _shards++;
        }

        return whole ? ids : null;
    }

    private void VerifyOrder(string? last, string id, string shard)
    {
        if (last is not null && SampleKey.Order.Compare(last, id) >= 0)
        {
            _problems.Add("samples-out-of-order", $"comes after {last}", shard, id);
        }
    }
}
