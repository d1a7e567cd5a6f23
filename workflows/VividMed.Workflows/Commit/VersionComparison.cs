using VividMed.Shards.Buckets;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Plan;

namespace VividMed.Workflows.Commit;

/// <summary>What a version changes against the one before, study by study, and why.</summary>
internal static class VersionComparison
{
    public static async Task<VersionChanges> OfAsync(
        IBlobStore store, DatasetManifest? before, DatasetPlan plan, IReadOnlyList<BucketMark> buckets, CancellationToken cancellationToken)
    {
        var known = before?.Buckets.Select(static bucket => bucket.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        var kept = buckets.Count(bucket => known.Contains(bucket.Key));
        var old = before is null ? [] : await InputsAsync(store, before, buckets, cancellationToken);
        var (added, changed, seen) = (0L, 0L, 0L);
        foreach (var study in buckets.SelectMany(static bucket => bucket.Studies))
        {
            if (!old.TryGetValue(study.Study, out var input)) added++;
            else
            {
                seen++;
                if (input != study.Input) changed++;
            }
        }

        var removed = old.Count - seen;
        return new VersionChanges(
            added, changed, removed, buckets.Count - kept, kept, [.. Why(before, plan, added + changed + removed > 0)]);
    }

    private static IEnumerable<string> Why(DatasetManifest? before, DatasetPlan plan, bool studies)
    {
        if (before is null)
        {
            yield return "first version";
            yield break;
        }

        foreach (var (name, value) in plan.Recipe.Parts.OrderBy(static part => part.Key, StringComparer.Ordinal))
        {
            if (before.Recipe.Parts.GetValueOrDefault(name) != value) yield return name;
        }

        if (studies) yield return "studies";
        if (before.Excluded != plan.Excluded) yield return "exclusions";
        if (studies && plan.Moved > 0) yield return $"near-duplicates keep {plan.Moved} studies in another split than they were dealt to";
    }

    /// <summary>Inputs by study. A version of the first layout has none: all its studies count as new.</summary>
    /// <param name="known">Marks that were read already: most buckets stay.</param>
    private static async Task<Dictionary<string, string>> InputsAsync(
        IBlobStore store, DatasetManifest manifest, IReadOnlyList<BucketMark> known, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var marks = known.ToDictionary(static mark => (mark.Split, mark.Key));
        await Parallel.ForEachAsync(
            manifest.Buckets, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken },
            async (bucket, stop) =>
            {
                var mark = marks.GetValueOrDefault((bucket.Split, bucket.Key)) ?? await BucketStore.TryReadAsync(store, bucket.Split, bucket.Key, stop);
                if (mark is null) return;
                lock (inputs)
                {
                    foreach (var study in mark.Studies) inputs[study.Study] = study.Input;
                }
            });
        return inputs;
    }
}
