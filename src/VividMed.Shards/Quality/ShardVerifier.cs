using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Shards.Quality;

/// <summary>
/// Reads a whole version again and holds it against its manifest: every shard there with its digest, length and counts; every
/// record decodable and sound (<see cref="SampleChecks"/>); every image there with the size that its record says; no sample twice.
/// </summary>
public sealed class ShardVerifier(IBlobStore store)
{
    /// <summary>How many problems are listed.</summary>
    public const int MostProblems = 1000;

    private readonly List<ShardProblem> _problems = [];
    private readonly Dictionary<string, string> _homes = new(StringComparer.Ordinal);
    private int _problemCount;
    private int _samples;
    private long _bytes;

    /// <summary>Verifies version <paramref name="version"/>; use an instance once.</summary>
    public async Task<VerificationReport> VerifyAsync(
        int version, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var shards = 0;
        try
        {
            var manifest = await DatasetManifest.LoadAsync(store, version, cancellationToken);
            if (manifest.CountProblem() is { } problem) Report("counts-do-not-close", problem);
            foreach (var shard in manifest.Shards)
            {
                progress?.Report(shard.Name);
                await VerifyShardAsync(manifest, shard, cancellationToken);
                shards++;
            }
        }
        catch (ShardException unreadable)
        {
            Report(unreadable.Code, unreadable.Message);
        }

        return new VerificationReport(shards, _samples, _bytes, _problemCount, _problems);
    }

    private async Task VerifyShardAsync(DatasetManifest manifest, ShardEntry shard, CancellationToken cancellationToken)
    {
        var archive = await store.OpenReadAsync(manifest.NameOf(shard), cancellationToken: cancellationToken);
        if (archive is null)
        {
            Report("shard-missing", "the manifest names it, the store lacks it", shard.Name);
            return;
        }

        var found = new ShardStatistics();
        await using (archive)
        {
            using var digest = new DigestStream(archive);
            try
            {
                await foreach (var stored in ShardReader.ReadAsync(digest, withImages: true, cancellationToken))
                {
                    VerifySample(manifest, shard, stored);
                    found.Add(stored.Sample);
                }
            }
            catch (ShardException unreadable)
            {
                Report(unreadable.Code, unreadable.Message, shard.Name);
            }

            await digest.CopyToAsync(Stream.Null, cancellationToken);
            _bytes += digest.Position;
            if (digest.Position != shard.Bytes) Report("length-mismatch", $"{digest.Position} bytes instead of {shard.Bytes}", shard.Name);
            if (digest.Sha256 != shard.Sha256) Report("digest-mismatch", $"SHA-256 {digest.Sha256} instead of {shard.Sha256}", shard.Name);
        }

        if ((found.Samples, found.Phrases, found.Regions) != (shard.Samples, shard.Phrases, shard.Regions))
        {
            Report(
                "count-mismatch",
                $"{found.Samples}/{found.Phrases}/{found.Regions} samples/phrases/regions instead of {shard.Samples}/{shard.Phrases}/{shard.Regions}", shard.Name);
        }
    }

    private void VerifySample(DatasetManifest manifest, ShardEntry shard, StoredSample stored)
    {
        var sample = stored.Sample;
        _samples++;
        if (!_homes.TryAdd(sample.Id, shard.Name)) Report("duplicate-sample", $"is in {_homes[sample.Id]} too", shard.Name, sample.Id);
        if (sample.Split != shard.Split || sample.Dataset != manifest.Dataset)
        {
            Report("wrong-place", "is of another split or dataset than its shard", shard.Name, sample.Id);
        }

        foreach (var problem in SampleChecks.Find(sample)) Report(problem.Code, problem.Message, shard.Name, sample.Id);
        foreach (var image in sample.Images) VerifyImage(shard, sample, image, stored.Images);
        foreach (var stray in stored.Images.Keys.Except(sample.Images.Select(static image => image.Member), StringComparer.Ordinal))
        {
            Report("stray-member", $"{stray} is not in the record", shard.Name, sample.Id);
        }
    }

    private void VerifyImage(ShardEntry shard, Sample sample, SampleImage image, IReadOnlyDictionary<string, byte[]> members)
    {
        if (!members.TryGetValue(image.Member, out var content))
        {
            Report("image-missing", $"{image.Member} is not in the shard", shard.Name, sample.Id);
        }
        else if (StoredImageHeader.Read(content) is not { } size) Report(
            "bad-image", $"{image.Member} is no whole PNG or gzipped NIfTI", shard.Name, sample.Id);
        else if (size != (image.Width, image.Height, image.Depth)) Report(
            "image-size-mismatch", $"{image.Member} has another size than its record says", shard.Name, sample.Id);
    }

    private void Report(string code, string message, string? shard = null, string? sample = null)
    {
        if (_problemCount++ < MostProblems) _problems.Add(new ShardProblem(code, message, shard, sample));
    }
}

/// <summary>
/// What the verifier read and found; at most <see cref="ShardVerifier.MostProblems"/> problems are listed, all are counted.
/// </summary>
public sealed record VerificationReport(int Shards, int Samples, long Bytes, int ProblemCount, IReadOnlyList<ShardProblem> Problems)
{
    /// <summary>Whether there is no problem at all, listed or not.</summary>
    public bool IsSound => ProblemCount == 0;
}

/// <summary>One thing that is wrong with a version: a stable code in kebab case, where (as far as known), and why.</summary>
public sealed record ShardProblem(string Code, string Message, string? Shard = null, string? Sample = null);
