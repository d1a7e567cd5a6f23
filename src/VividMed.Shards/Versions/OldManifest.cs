using VividMed.Shards.Buckets;

namespace VividMed.Shards.Versions;

/// <summary>A manifest of layout 1: shards that hold records and pictures together, named relative to the version's folder.</summary>
internal sealed record OldManifest(
    int Schema,
    int Version,
    string Dataset,
    string Run,
    int? Parent,
    DatasetCounts Counts,
    IReadOnlyDictionary<string, string> Models,
    string LexiconDigest,
    string OptionsDigest,
    string CodeVersion,
    IReadOnlyList<OldManifest.OldShard> Shards)
{
    public const int SchemaVersion = 1;

    /// <summary>As manifests are today: each shard a bucket without a key, whose records' archive holds its pictures too.</summary>
    public DatasetManifest ToManifest() => new(
        Schema, Version, Parent, Dataset, DatasetId: "",
        new RecipeText("", new Dictionary<string, string> { ["lexicon"] = LexiconDigest, ["options"] = OptionsDigest }),
        Counts, VersionChanges.None,
        [.. Shards.Select(ToBucket)],
        Excluded: null, Models, Run, CodeVersion, Runtime: "");

    private BucketEntry ToBucket(OldShard shard) => new(
        "", shard.Split, new ShardFile($"{DatasetLayout.Version(Version)}/{shard.Name}", shard.Sha256, shard.Bytes), Pictures: null,
        shard.Samples, shard.Phrases, shard.Regions, Quarantined: 0);

    internal sealed record OldShard(string Name, string Split, string Sha256, long Bytes, long Samples, long Phrases, long Regions);
}
