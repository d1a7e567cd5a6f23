namespace VividMed.Shards;

/// <summary>Where the planned studies went; excluded ones by reason. They close: planned = written + quarantined + excluded.</summary>
public sealed record DatasetCounts(long Planned, long Written, long Quarantined, IReadOnlyDictionary<string, long> Excluded)
{
    public long ExcludedTotal => Excluded.Values.Sum();

    public bool Close => Planned == Written + Quarantined + ExcludedTotal;
}
