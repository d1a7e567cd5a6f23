using System.Text.Json.Serialization;
using VividMed.Grounding;
using VividMed.Shards.Duplicates;
using VividMed.Shards.Records;
using VividMed.Taxonomy;

namespace VividMed.Shards.Quality;

/// <summary>
/// The yield of a set of samples: what was said, what of it was grounded, how well, and why the rest was not. Sums of parts are the whole.
/// </summary>
[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
public sealed class ShardStatistics
{
    private static readonly string[] NotStated =
        [UngroundedReason.Absent, UngroundedReason.AbsentButDetected, UngroundedReason.Uncertain, UngroundedReason.Historical];

    public long Samples { get; set; }

    /// <summary>Those of all samples, flat images and volumes alike.</summary>
    public long Images { get; set; }

    /// <summary>Regions that are a box and no mask.</summary>
    public long Boxes { get; set; }

    /// <summary>Regions with a mask; they are not counted as boxes too.</summary>
    public long Masks { get; set; }

    public long Questions { get; set; }

    /// <summary>With and without a region.</summary>
    [JsonIgnore]
    public long Phrases => Kinds.Values.Sum(static kind => kind.Phrases);

    /// <summary>A region that several phrases name counts once.</summary>
    [JsonIgnore]
    public long Regions => Boxes + Masks;

    /// <summary>By kind: anatomy, abnormality.</summary>
    public SortedDictionary<string, TargetYield> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>By target, written <c>kind/target</c>.</summary>
    public SortedDictionary<string, TargetYield> Targets { get; } = new(StringComparer.Ordinal);

    /// <summary>Phrases without a region, by reason.</summary>
    public SortedDictionary<string, long> Reasons { get; } = new(StringComparer.Ordinal);

    /// <summary>The same by target: every phrase of a target is grounded or counted here once.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>> TargetReasons { get; } = new(StringComparer.Ordinal);

    /// <summary>Phrases that the report states as present now, of which alone regions are asked.</summary>
    [JsonIgnore]
    public long Stated => Phrases - NotStated.Sum(reason => Reasons.GetValueOrDefault(reason));

    /// <summary>Phrases with at least one region.</summary>
    [JsonIgnore]
    public long Grounded => Kinds.Values.Sum(static kind => kind.Grounded);

    /// <summary>Whether every phrase is grounded or has exactly one reason.</summary>
    [JsonIgnore]
    public bool Closes => Phrases == Grounded + Reasons.Values.Sum();

    /// <summary>Regions by grade.</summary>
    public SortedDictionary<string, long> Grades { get; } = new(StringComparer.Ordinal);

    /// <summary>Samples by <c>CXR</c> and <c>CT</c>.</summary>
    public SortedDictionary<string, long> Modalities { get; } = new(StringComparer.Ordinal);

    /// <summary>How far questions can be answered without an image; null where it was not measured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TextOnlyAccuracy>? TextOnly { get; set; }

    /// <summary>What people have found who looked; null where nobody has.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReviewSummary? Review { get; set; }

    /// <summary>Files of DICOM folders that take no part, by reason; null for a part of a version, and where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, long>? FilesLeftOut { get; set; }

    /// <summary>Images that look alike; null for a part of a version, and where nothing was measured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DuplicateReport? Duplicates { get; set; }

    /// <summary>Counts one sample more. Not safe for several threads.</summary>
    public void Add(Sample sample)
    {
        Samples++;
        Images += sample.Images.Count;
        Questions += sample.Questions.Count;
        Increase(Modalities, sample.Modality.Code(), 1);
        foreach (var phrase in sample.Phrases)
        {
            var kind = EnumText<Taxonomy.FindingKind>.Write(phrase.Kind);
            var one = new TargetYield(1, phrase.Regions.Count > 0 ? 1 : 0);
            Increase(Kinds, kind, one);
            Increase(Targets, $"{kind}/{phrase.Target}", one);
            if (phrase.Reason is null) continue;
            Increase(Reasons, phrase.Reason, 1);
            Increase(ReasonsOf($"{kind}/{phrase.Target}"), phrase.Reason, 1);
        }

        foreach (var region in sample.Regions)
        {
            if (region.Shape == RegionShape.Mask) Masks++;
            else Boxes++;
            Increase(Grades, region.Grade.ToString(), 1);
        }
    }

    /// <summary>Adds the counts of another part to this one.</summary>
    public void Add(ShardStatistics other)
    {
        Samples += other.Samples;
        Images += other.Images;
        Boxes += other.Boxes;
        Masks += other.Masks;
        Questions += other.Questions;
        foreach (var (kind, yield) in other.Kinds) Increase(Kinds, kind, yield);
        foreach (var (target, yield) in other.Targets) Increase(Targets, target, yield);
        foreach (var (reason, count) in other.Reasons) Increase(Reasons, reason, count);
        foreach (var (target, reasons) in other.TargetReasons)
        {
            foreach (var (reason, count) in reasons) Increase(ReasonsOf(target), reason, count);
        }

        foreach (var (grade, count) in other.Grades) Increase(Grades, grade, count);
        foreach (var (modality, count) in other.Modalities) Increase(Modalities, modality, count);
    }

    private SortedDictionary<string, long> ReasonsOf(string target)
    {
        if (!TargetReasons.TryGetValue(target, out var reasons)) TargetReasons.Add(target, reasons = new(StringComparer.Ordinal));
        return reasons;
    }

    private static void Increase(SortedDictionary<string, long> counts, string key, long by) =>
        counts[key] = counts.GetValueOrDefault(key) + by;

    private static void Increase(SortedDictionary<string, TargetYield> yields, string key, TargetYield by) =>
        yields[key] = yields.TryGetValue(key, out var yield) ? yield.Plus(by) : by;
}

/// <summary>How many phrases name a target, and how many of them have at least one region.</summary>
public sealed record TargetYield(long Phrases, long Grounded)
{
    /// <summary>Grounded phrases of all, 0 to 1; 0 where there are none.</summary>
    public double Share => Phrases == 0 ? 0 : (double)Grounded / Phrases;

    public TargetYield Plus(TargetYield other) => new(Phrases + other.Phrases, Grounded + other.Grounded);
}
