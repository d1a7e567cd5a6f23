using System.Text.Json.Serialization;
using VividMed.Datasets;
using VividMed.Shards.Duplicates;
using VividMed.Shards.Quality;

namespace VividMed.Shards.Buckets;

/// <summary>
/// The proof that a bucket is done: what went in, both archives with their digests, what they hold, and which studies are in quarantine.
/// A bucket whose studies are all in quarantine has a mark and no archive. Models maps a model's id to its digest and execution provider.
/// </summary>
public sealed record BucketMark(
    int Schema,
    string Key,
    string Split,
    string Recipe,
    IReadOnlyList<BucketStudy> Studies,
    ShardFile? Records,
    ShardFile? Pictures,
    ShardStatistics Statistics,
    IReadOnlyList<QuarantinedStudy> Quarantine,
    IReadOnlyDictionary<string, string> Models)
{
    /// <summary>What the studies' images look like; null where an earlier release made the bucket.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BucketFingerprints? Fingerprints { get; init; }

    /// <summary>Studies beside whose images files lie that take no part; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<StudyLeftOut>? LeftOut { get; init; }

    /// <summary>The version of the mark that is written, and the only one that is read.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Canonical JSON: equal marks are equal bytes, in whatever order their parts were collected.</summary>
    public byte[] ToJson() => CanonicalJson.Write(this with
    {
        Studies = [.. Studies.OrderBy(static study => study.Study, StringComparer.Ordinal)],
        Quarantine = [.. Quarantine.OrderBy(static study => study.Study, StringComparer.Ordinal)],
        Models = CanonicalJson.Sorted(Models),
        LeftOut = LeftOut is not { Count: > 0 }
            ? null
            : [.. LeftOut.OrderBy(static study => study.Study, StringComparer.Ordinal).Select(static study => study with { Files = CanonicalJson.Sorted(study.Files) })],
        Fingerprints = Fingerprints is null
            ? null
            : Fingerprints with { Studies = [.. Fingerprints.Studies.OrderBy(static study => study.Study, StringComparer.Ordinal)] },
    });

    /// <summary>The mark; <c>bad-bucket-mark</c> or <c>unknown-schema</c>.</summary>
    public static BucketMark Parse(ReadOnlySpan<byte> json)
    {
        var mark = CanonicalJson.Read<BucketMark>(json, "bad-bucket-mark", "A bucket's mark");
        return mark.Schema == SchemaVersion
            ? mark
            : throw new ShardException(
                "unknown-schema", $"A bucket's mark is of schema {mark.Schema}; this release reads {SchemaVersion}.");
    }
}

/// <summary>
/// A study of a bucket by the digest of all that it is made from, and how often it was taken out of quarantine to be tried again.
/// </summary>
public sealed record BucketStudy(string Study, string Input, int Replays = 0)
{
    /// <summary>The digest of what its reviewers have corrected, which <see cref="Input"/> covers too; null for most.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Verdict { get; init; }
}

/// <summary>How many files beside a study's images take no part, by the reason that their headers give, such as <c>localizer</c>.</summary>
public sealed record StudyLeftOut(string Study, IReadOnlyDictionary<string, int> Files);
