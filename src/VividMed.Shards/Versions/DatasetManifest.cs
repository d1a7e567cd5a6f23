using VividMed.Storage.Stores;

namespace VividMed.Shards.Versions;

/// <summary>
/// The commit of a dataset version: a shard is part of the dataset when, and only when, it is named here. Models maps a model's
/// id to its digest; Parent is the version that this one follows.
/// </summary>
public sealed record DatasetManifest(
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
    IReadOnlyList<ShardEntry> Shards)
{
    /// <summary>The version of the manifest that is written, and the only one that is read.</summary>
    public const int SchemaVersion = 1;

    /// <summary>A shard's full name in the store.</summary>
    public string NameOf(ShardEntry shard) => $"{DatasetLayout.Version(Version)}/{shard.Name}";

    /// <summary>Canonical JSON: equal manifests are equal bytes, in whatever order shards and models were collected.</summary>
    public byte[] ToJson() => CanonicalJson.Write(this with
    {
        Shards = [.. Shards.OrderBy(static shard => shard.Name, StringComparer.Ordinal)],
        Models = Sorted(Models),
        Counts = Counts with { Excluded = Sorted(Counts.Excluded) },
    });

    /// <summary>The manifest; <c>bad-manifest</c> or <c>unknown-schema</c>.</summary>
    public static DatasetManifest Parse(ReadOnlySpan<byte> json)
    {
        var manifest = CanonicalJson.Read<DatasetManifest>(json, "bad-manifest", "The manifest");
        return manifest.Schema == SchemaVersion
            ? manifest
            : throw new ShardException(
                "unknown-schema", $"The manifest is of schema {manifest.Schema}; this release reads {SchemaVersion}.");
    }

    /// <summary>A version's manifest. <c>version-missing</c> where nothing was committed under the number.</summary>
    public static async Task<DatasetManifest> LoadAsync(IBlobStore store, int version, CancellationToken cancellationToken = default) =>
        await TryLoadAsync(store, version, cancellationToken)
        ?? throw new ShardException("version-missing", $"{store.DisplayName} has no committed version {version}.");

    /// <summary>A version's manifest, or null where nothing was committed under the number.</summary>
    public static async Task<DatasetManifest?> TryLoadAsync(IBlobStore store, int version, CancellationToken cancellationToken = default) =>
        await store.ReadAllAsync(DatasetLayout.Manifest(version), cancellationToken: cancellationToken) is { } json ? Parse(json) : null;

    /// <summary>How the counts fail to close, or null.</summary>
    internal string? CountProblem()
    {
        var inShards = Shards.Sum(static shard => shard.Samples);
        if (!Counts.Close)
        {
            return $"{Counts.Planned} planned, but {Counts.Written} written + {Counts.Quarantined} quarantined + {Counts.ExcludedTotal} excluded";
        }

        return inShards == Counts.Written ? null : $"{Counts.Written} written, but the shards hold {inShards}";
    }

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> items) =>
        new(new Dictionary<string, T>(items, StringComparer.Ordinal), StringComparer.Ordinal);
}

/// <summary>Where the planned studies went; excluded ones by reason. They close: planned = written + quarantined + excluded.</summary>
public sealed record DatasetCounts(long Planned, long Written, long Quarantined, IReadOnlyDictionary<string, long> Excluded)
{
    /// <summary>Over all reasons.</summary>
    public long ExcludedTotal => Excluded.Values.Sum();

    /// <summary>Whether written, quarantined and excluded studies sum to those planned.</summary>
    public bool Close => Planned == Written + Quarantined + ExcludedTotal;
}

/// <summary>A shard as its version's manifest names it. Name is relative to the version: <c>train/shard-00000.tar</c>.</summary>
public sealed record ShardEntry(string Name, string Split, string Sha256, long Bytes, long Samples, long Phrases, long Regions);
