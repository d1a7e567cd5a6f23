using VividMed.Datasets;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Comparison;

/// <summary>
/// Compares two versions sample by sample. Marks tell what came and went; records are read of those buckets alone whose archives differ, and
/// no picture is. Memory is bounded by the number of ids.
/// </summary>
public sealed class VersionDiffer(IBlobStore store)
{
    private const string Layout = "layout";

    /// <exception cref="ShardException"><c>version-missing</c>, <c>shard-missing</c> or the code of a damaged file.</exception>
    public async Task<VersionDifference> CompareAsync(
        int from, int to, IProgress<CountedWork>? progress = null, CancellationToken cancellationToken = default)
    {
        var before = await VersionStudies.ReadAsync(store, from, cancellationToken);
        var after = await VersionStudies.ReadAsync(store, to, cancellationToken);
        var changed = await FindChangedAsync(before, after, progress, cancellationToken);
        var recipe = RecipeDifferences(before.Manifest, after.Manifest);
        return new VersionDifference(
            from,
            to,
            recipe,
            after.Samples.Keys.LongCount(before.Samples.ContainsKey) - changed.Count,
            List(after.Samples.Where(sample => !before.Samples.ContainsKey(sample.Key)), sample => WhyAdded(before, sample.Key)),
            List(before.Samples.Where(sample => !after.Samples.ContainsKey(sample.Key)), sample => WhyRemoved(after, sample.Key)),
            List(after.Samples.Where(sample => changed.Contains(sample.Key)), sample => WhyChanged(before.Samples[sample.Key], sample.Value, recipe)),
            Only(after.Quarantine, before.Quarantine),
            Only(before.Quarantine, after.Quarantine));
    }

    private async Task<HashSet<string>> FindChangedAsync(
        VersionStudies before, VersionStudies after, IProgress<CountedWork>? progress, CancellationToken cancellationToken)
    {
        var (old, current) = (Apart(before.Manifest, after.Manifest), Apart(after.Manifest, before.Manifest));
        var read = 0;
        var oldDigests = await RecordDigests.OfAsync(store, old, Report, cancellationToken);
        var digests = await RecordDigests.OfAsync(store, current, Report, cancellationToken);
        return digests
            .Where(sample => before.Samples.ContainsKey(sample.Key) && !(oldDigests.TryGetValue(sample.Key, out var digest) && digest == sample.Value))
            .Select(static sample => sample.Key)
            .ToHashSet(StringComparer.Ordinal);

        void Report() => progress?.Report(new CountedWork(Interlocked.Increment(ref read), old.Count + current.Count));
    }

    /// <summary>The buckets of one version whose records the other does not have as they are.</summary>
    private static List<BucketEntry> Apart(DatasetManifest one, DatasetManifest other)
    {
        var shared = other.Buckets.Select(static bucket => bucket.Records?.Sha256).ToHashSet(StringComparer.Ordinal);
        return [.. one.Buckets.Where(bucket => bucket.Records is { } records && !shared.Contains(records.Sha256))];
    }

    private static IReadOnlyList<string> RecipeDifferences(DatasetManifest before, DatasetManifest after)
    {
        if (before.Schema != after.Schema) return [Layout];
        var (old, current) = (before.Recipe.Parts, after.Recipe.Parts);
        return
        [
            .. old.Keys.Union(current.Keys, StringComparer.Ordinal)
                .Where(name => old.GetValueOrDefault(name) != current.GetValueOrDefault(name))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IReadOnlyList<string> WhyAdded(VersionStudies before, string study) =>
        before.Quarantine.ContainsKey(study) ? ["left-quarantine"] : before.Excluded.ContainsKey(study) ? ["was-excluded"] : ["new"];

    private static IReadOnlyList<string> WhyRemoved(VersionStudies after, string study) =>
        after.Quarantine.TryGetValue(study, out var lost) ? ["quarantined", lost.Reason]
        : after.Excluded.TryGetValue(study, out var reason) ? ["excluded", reason]
        : ["gone"];

    private static IReadOnlyList<string> WhyChanged(StudyState before, StudyState after, IReadOnlyList<string> recipe)
    {
        var why = new List<string>();
        if (before.Input is not null && after.Input is not null && before.Input != after.Input)
        {
            why.Add(before.Replays != after.Replays ? "replayed" : before.Verdict != after.Verdict ? "reviewed" : "input");
        }

        why.AddRange(recipe);
        if (why.Count > 0) return why;
        // Another study of the bucket came, went or changed, and with it the balance of their questions.
        return before.Bucket is not null && after.Bucket is not null && before.Bucket != after.Bucket ? ["bucket"] : ["unknown"];
    }

    private static List<SampleChange> List(
        IEnumerable<KeyValuePair<string, StudyState>> samples, Func<KeyValuePair<string, StudyState>, IReadOnlyList<string>> why) =>
        [.. samples.OrderBy(static sample => sample.Key, StringComparer.Ordinal).Select(sample => new SampleChange(sample.Key, sample.Value.Split, why(sample)))];

    private static List<QuarantinedStudy> Only(
        IReadOnlyDictionary<string, QuarantinedStudy> one, IReadOnlyDictionary<string, QuarantinedStudy> other) =>
        [.. one.Values.Where(study => !other.ContainsKey(study.Study)).OrderBy(static study => study.Study, StringComparer.Ordinal)];
}
