using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Versions;

/// <summary>
/// The commit of a dataset version: a file is part of the version when, and only when, it is named here. Parent is the version that this
/// one follows; Excluded names the list of the studies that take no part; Models maps a model's id to its digest and execution provider;
/// Program and Runtime say what wrote it, which changes no sample.
/// </summary>
public sealed record DatasetManifest(
    int Schema,
    int Version,
    int? Parent,
    string Dataset,
    string DatasetId,
    RecipeText Recipe,
    DatasetCounts Counts,
    VersionChanges Changes,
    IReadOnlyList<BucketEntry> Buckets,
    ShardFile? Excluded,
    IReadOnlyDictionary<string, string> Models,
    string Run,
    string Program,
    string Runtime)
{
    /// <summary>The version of the manifest that is written; version 1 is read as well.</summary>
    public const int SchemaVersion = 2;

    /// <summary>Canonical JSON: equal manifests are equal bytes, in whatever order buckets and models were collected.</summary>
    public byte[] ToJson() => CanonicalJson.Write(this with
    {
        Recipe = Recipe with { Parts = CanonicalJson.Sorted(Recipe.Parts) },
        Counts = Counts with { Excluded = CanonicalJson.Sorted(Counts.Excluded) },
        Buckets = [.. InOrder(Buckets)],
        Models = CanonicalJson.Sorted(Models),
    });

    /// <summary>The manifest, of layout 1 too; <c>bad-manifest</c> or <c>unknown-schema</c>.</summary>
    public static DatasetManifest Parse(ReadOnlySpan<byte> json) =>
        CanonicalJson.Read<SchemaMark>(json, "bad-manifest", "The manifest").Schema switch
        {
            SchemaVersion => CanonicalJson.Read<DatasetManifest>(json, "bad-manifest", "The manifest"),
            OldManifest.SchemaVersion => CanonicalJson.Read<OldManifest>(json, "bad-manifest", "The manifest").ToManifest(),
            var other => throw new ShardException(
                "unknown-schema", $"The manifest is of schema {other}; this release reads up to {SchemaVersion}."),
        };

    /// <summary>A version's manifest. <c>version-missing</c> where nothing was committed under the number.</summary>
    public static async Task<DatasetManifest> LoadAsync(IBlobStore store, int version, CancellationToken cancellationToken = default) =>
        await TryLoadAsync(store, version, cancellationToken)
        ?? throw new ShardException("version-missing", $"{store.DisplayName} has no committed version {version}.");

    /// <summary>A version's manifest, or null where nothing was committed under the number.</summary>
    public static async Task<DatasetManifest?> TryLoadAsync(IBlobStore store, int version, CancellationToken cancellationToken = default) =>
        await store.ReadAllAsync(DatasetLayout.Manifest(version), cancellationToken: cancellationToken) is { } json ? Parse(json) : null;

    /// <summary>Whether the version holds just these buckets of this recipe, and leaves out just these studies.</summary>
    public bool Holds(string recipe, IEnumerable<string> buckets, ShardFile? excluded) =>
        Recipe.Digest == recipe && Excluded == excluded
        && Buckets.Select(static bucket => bucket.Key).ToHashSet(StringComparer.Ordinal).SetEquals(buckets);

    /// <summary>All archives of the version: of each bucket its records, then its pictures.</summary>
    public IEnumerable<ShardFile> Archives() => Buckets.SelectMany(static bucket => bucket.Archives());

    /// <summary>Buckets as a manifest lists them and a reader meets them.</summary>
    internal static IEnumerable<BucketEntry> InOrder(IEnumerable<BucketEntry> buckets) =>
        buckets.OrderBy(static bucket => bucket.Split, StringComparer.Ordinal).ThenBy(static bucket => bucket.Key, StringComparer.Ordinal);

    /// <summary>How the counts fail to close, or null.</summary>
    internal string? CountProblem()
    {
        var (samples, quarantined) = (Buckets.Sum(static bucket => bucket.Samples), Buckets.Sum(static bucket => bucket.Quarantined));
        if (!Counts.Close)
        {
            return $"{Counts.Planned} planned, but {Counts.Written} written + {Counts.Quarantined} quarantined + {Counts.ExcludedTotal} excluded";
        }

        if (samples != Counts.Written) return $"{Counts.Written} written, but the buckets hold {samples}";
        // Layout 1 kept its quarantine elsewhere.
        return Schema < SchemaVersion || quarantined == Counts.Quarantined
            ? null
            : $"{Counts.Quarantined} quarantined, but the buckets say {quarantined}";
    }

    private sealed record SchemaMark(int Schema);
}

/// <summary>
/// A bucket as its version names it. Without samples it has no archives. Pictures is null too where the records' archive holds the pictures
/// as well, as in layout 1; then Key is empty.
/// </summary>
public sealed record BucketEntry(
    string Key, string Split, ShardFile? Records, ShardFile? Pictures, long Samples, long Phrases, long Regions, long Quarantined)
{
    /// <summary>The bucket of a mark.</summary>
    public static BucketEntry Of(BucketMark mark) => new(
        mark.Key, mark.Split, mark.Records, mark.Pictures, mark.Statistics.Samples, mark.Statistics.Phrases, mark.Statistics.Regions,
        mark.Quarantine.Count);

    /// <summary>Those it has: records, then pictures.</summary>
    public IEnumerable<ShardFile> Archives()
    {
        if (Records is not null) yield return Records;
        if (Pictures is not null) yield return Pictures;
    }
}
