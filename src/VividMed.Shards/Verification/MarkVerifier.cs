using VividMed.Shards.Buckets;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Verification;

/// <summary>
/// Holds the marks of a version's buckets against its manifest: one recipe, keys that follow from what went in, and every planned study in
/// exactly one place: a sample, the quarantine, or the list of those excluded.
/// </summary>
internal sealed class MarkVerifier(IBlobStore store, DatasetManifest manifest, ProblemList problems)
{
    private readonly Dictionary<string, string> _homes = new(StringComparer.Ordinal);

    /// <summary>The list of excluded studies: there, with its digest, and of as many for each reason as the manifest counts.</summary>
    public async Task VerifyExcludedAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Exclusion> excluded = [];
        try
        {
            if (manifest.Excluded is { } file) excluded = await ExclusionList.ReadAsync(store, file, cancellationToken);
        }
        catch (ShardException unreadable)
        {
            problems.Add(unreadable, manifest.Excluded?.Name);
            return;
        }

        foreach (var exclusion in excluded) Place(exclusion.Study, "the list of excluded studies");
        var counted = excluded.GroupBy(static exclusion => exclusion.Reason, StringComparer.Ordinal).ToDictionary(
            static reason => reason.Key, static reason => reason.LongCount(), StringComparer.Ordinal);
        if (counted.Count != manifest.Counts.Excluded.Count
            || counted.Any(reason => manifest.Counts.Excluded.GetValueOrDefault(reason.Key) != reason.Value))
        {
            problems.Add("count-mismatch", "the list of excluded studies has other counts than the manifest", manifest.Excluded?.Name);
        }
    }

    /// <param name="bucket">Of layout 2.</param>
    /// <param name="samples">The ids in its archives, or null where they could not be read.</param>
    public async Task VerifyAsync(BucketEntry bucket, IReadOnlyCollection<string>? samples, CancellationToken cancellationToken)
    {
        var name = BucketStore.NameOf(bucket.Split, bucket.Key);
        BucketMark? mark;
        try
        {
            mark = await BucketStore.ReadAsync(store, bucket.Split, bucket.Key, cancellationToken);
        }
        catch (ShardException unreadable)
        {
            problems.Add(unreadable, name);
            return;
        }

        if (mark is null)
        {
            problems.Add("mark-missing", "the manifest names the bucket, the store lacks its mark", name);
            return;
        }

        if (mark.Recipe != manifest.Recipe.Digest)
        {
            problems.Add("mixed-recipe", $"was made by recipe {mark.Recipe}, its version by {manifest.Recipe.Digest}", name);
        }

        if (mark.Key != bucket.Key || BucketKey.Of(mark.Recipe, mark.Split, mark.Studies) != bucket.Key)
        {
            problems.Add("key-mismatch", "the key does not follow from recipe and studies", name);
        }

        if (BucketEntry.Of(mark) != bucket) problems.Add("mark-mismatch", "says other archives or counts than the manifest", name);
        foreach (var study in mark.Studies) Place(study.Study, name);
        if (samples is not null) VerifyStudies(mark, samples, name);
    }

    private void VerifyStudies(BucketMark mark, IReadOnlyCollection<string> samples, string name)
    {
        var written = samples.ToHashSet(StringComparer.Ordinal);
        var quarantined = mark.Quarantine.Select(static study => study.Study).ToHashSet(StringComparer.Ordinal);
        foreach (var study in mark.Studies.Select(static study => study.Study))
        {
            var (isWritten, isQuarantined) = (written.Remove(study), quarantined.Remove(study));
            if (!isWritten && !isQuarantined) problems.Add("study-lost", "is neither a sample nor in quarantine", name, study);
            if (isWritten && isQuarantined) problems.Add("study-doubled", "is a sample and in quarantine", name, study);
        }

        foreach (var stray in written.Concat(quarantined)) problems.Add("stray-study", "is no study of the bucket", name, stray);
    }

    private void Place(string study, string home)
    {
        if (!_homes.TryAdd(study, home)) problems.Add("duplicate-study", $"is in {_homes[study]} too", home, study);
    }
}
