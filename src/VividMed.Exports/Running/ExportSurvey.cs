using System.IO.Hashing;
using System.Runtime.InteropServices;
using VividMed.Exports.Families;
using VividMed.Exports.Planning;
using VividMed.Grounding;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;

namespace VividMed.Exports.Running;

/// <summary>
/// The look at every record before anything is written: what holds of each sample, and of all together. Of a sample it keeps 16 bytes for its
/// key and 16 for its patient.
/// </summary>
internal sealed class ExportSurvey(ExportFamily family, SamplePlanner planner, ExportFilter filter, bool leavesOut)
{
    private readonly HashSet<UInt128> _keys = [];
    private readonly Dictionary<UInt128, string> _splits = [];
    private readonly HashSet<UInt128> _bad = [];

    public ExportCounts Counts { get; } = new();

    public ExportCounts PassedOver { get; } = new();

    public ExportCounts LeftOut { get; } = new();

    public long Samples { get; private set; }

    /// <summary>Whether a sample takes part: the same answer in both passes.</summary>
    public bool Takes(Sample sample) => filter.Takes(sample) && !_bad.Contains(HashOf(sample.Id));

    /// <summary>What is left out of a sample, or with it.</summary>
    /// <exception cref="ExportException">It speaks against the export, and nothing may be left out.</exception>
    public IReadOnlyList<LeftOut> Look(BucketEntry bucket, Sample sample)
    {
        if (!filter.Takes(sample))
        {
            PassedOver.Add("by the filter");
            family.PassOver(bucket, sample);
            return [];
        }

        try
        {
            return Check(bucket, sample);
        }
        catch (ExportException refusal) when (leavesOut && refusal.Code is not "patient-in-two-splits" and not "duplicate-key")
        {
            _bad.Add(HashOf(sample.Id));
            family.PassOver(bucket, sample);
            LeftOut.Add(refusal.Code);
            return [new(sample.Id, sample.Id, refusal.Code, refusal.Message)];
        }
    }

    private List<LeftOut> Check(BucketEntry bucket, Sample sample)
    {
        // A box that reaches over the edge is brought inside; one that lies outside is refused where its place is looked for.
        if (SampleChecks.FindBeforeWriting(sample).FirstOrDefault(static problem => problem.Code != "box-out-of-bounds") is { } problem)
        {
            throw new ExportException(problem.Code, $"Sample {sample.Id}: {problem.Message}; look at the version with shards verify.");
        }

        if (sample.Images.Count == 0) throw new ExportException("no-picture", $"Sample {sample.Id} has no picture.");
        CheckPatient(sample);
        var export = planner.Plan(sample);
        if (!_keys.Add(HashOf(export.Key))) throw new ExportException("duplicate-key", $"Sample {sample.Id} stands twice in the version: its key {export.Key} would not be unique.");
        var left = Named(sample, () => family.Check(export, Counts).ToList());
        if (export.LostRegions > 0) left.Add(new(export.Key, sample.Id, "too-many-slices", $"{export.LostRegions} regions lie in slices beyond those that a volume may have"));
        foreach (var one in left) LeftOut.Add(one.Reason);
        family.Take(bucket, export);
        Counts.Add("pictures", export.Pictures.Count);
        Counts.Add("regions", export.Regions.Count);
        Samples++;
        return left;
    }

    private void CheckPatient(Sample sample)
    {
        if (sample.Patient.Length == 0) return;
        ref var split = ref CollectionsMarshal.GetValueRefOrAddDefault(_splits, HashOf(sample.Patient), out var known);
        if (known && split != sample.Split)
        {
            throw new ExportException("patient-in-two-splits", $"Sample {sample.Id} is of split {sample.Split}, and another of its patient of {split}: nothing is handed over from such a version.");
        }

        split = sample.Split;
    }

    /// <summary>A fault that was found deep in a sample's text names the sample.</summary>
    private static List<LeftOut> Named(Sample sample, Func<List<LeftOut>> check)
    {
        try
        {
            return check();
        }
        catch (ExportException refusal) when (!refusal.Message.Contains(sample.Id, StringComparison.Ordinal))
        {
            throw new ExportException(refusal.Code, $"Sample {sample.Id}: {refusal.Message}", refusal);
        }
    }

    private static UInt128 HashOf(string text) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text.AsSpan()));
}
