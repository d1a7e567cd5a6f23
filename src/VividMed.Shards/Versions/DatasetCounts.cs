using System.Text.Json.Serialization;

namespace VividMed.Shards.Versions;

/// <summary>Where the planned studies went; excluded ones by reason. They close: planned = written + quarantined + excluded.</summary>
public sealed record DatasetCounts(long Planned, long Written, long Quarantined, IReadOnlyDictionary<string, long> Excluded)
{
    /// <summary>Over all reasons.</summary>
    [JsonIgnore]
    public long ExcludedTotal => Excluded.Values.Sum();

    /// <summary>Whether written, quarantined and excluded studies sum to those planned.</summary>
    [JsonIgnore]
    public bool Close => Planned == Written + Quarantined + ExcludedTotal;
}

/// <summary>
/// What a version has changed against its parent: studies that came, changed and went, buckets that were written and kept, and the
/// reasons, for people.
/// </summary>
public sealed record VersionChanges(long Added, long Changed, long Removed, int Written, int Kept, IReadOnlyList<string> Why)
{
    /// <summary>Nothing, or nothing that is known.</summary>
    public static VersionChanges None { get; } = new(0, 0, 0, 0, 0, []);
}
