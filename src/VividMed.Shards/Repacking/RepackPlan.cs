using VividMed.Shards.Buckets;

namespace VividMed.Shards.Repacking;

/// <summary>Which buckets become which: full ones stay, those that increments left small are joined where that makes fewer of them.</summary>
internal sealed record RepackPlan(IReadOnlyList<BucketMark> Kept, IReadOnlyList<IReadOnlyList<RepackedStudy>> Cut)
{
    /// <summary>The same for the same buckets, in whatever order they come.</summary>
    /// <param name="size">Studies of a full bucket.</param>
    public static RepackPlan Of(IEnumerable<BucketMark> buckets, int size)
    {
        var (kept, cut) = (new List<BucketMark>(), new List<IReadOnlyList<RepackedStudy>>());
        foreach (var split in buckets.GroupBy(static bucket => bucket.Split, StringComparer.Ordinal).OrderBy(static split => split.Key, StringComparer.Ordinal))
        {
            var small = split.Where(bucket => bucket.Studies.Count < size).OrderBy(static bucket => bucket.Key, StringComparer.Ordinal).ToList();
            var studies = small.SelectMany(static bucket => bucket.Studies.Select(study => new RepackedStudy(study, bucket))).Chunk(size).ToList();
            var isFewer = studies.Count < small.Count;
            if (isFewer) cut.AddRange(studies);
            kept.AddRange(isFewer ? split.Where(bucket => bucket.Studies.Count >= size) : split);
        }

        return new RepackPlan(kept, cut);
    }
}

/// <summary>A study on its way from the bucket that it is in.</summary>
internal sealed record RepackedStudy(BucketStudy Study, BucketMark From);
