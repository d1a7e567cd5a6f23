using VividMed.Datasets;
using VividMed.Datasets.Selection;
using VividMed.Imaging.Fingerprints;
using VividMed.Shards.Buckets;
using VividMed.Shards.Duplicates;

namespace VividMed.Workflows.Plan;

/// <summary>
/// Puts patients with near-duplicates, as the version before has them, into one split. Only where the splits are ours to deal: a published split
/// is never changed. A patient moves towards training, never towards a split that models are tested on.
/// </summary>
internal sealed class SplitKeeper
{
    /// <summary>An image that more patients share than this is no copy of a picture but something else, such as a placeholder: it moves nobody.</summary>
    internal const int MostPatients = 20;

    private static readonly string[] Order = ["train", "validate", "test"];

    private readonly Dictionary<string, string> _splits;

    private SplitKeeper(Dictionary<string, string> splits) => _splits = splits;

    /// <summary>Studies that were put into another split than their patient was dealt to.</summary>
    public int Moved { get; private set; }

    /// <summary>
    /// Lists the studies once more, but only where the version before has near-duplicates across patients: whoever has gone from the sources
    /// keeps nobody.
    /// </summary>
    public static async Task<SplitKeeper> OfAsync(
        IEnumerable<BucketMark> parent, IDataset dataset, StudySelection selection, CancellationToken cancellationToken)
    {
        var groups = dataset.DealsSplits ? Groups(parent) : [];
        if (groups.Count == 0) return new([]);

        var named = groups.SelectMany(static group => group).ToHashSet(StringComparer.Ordinal);
        var patients = new Dictionary<string, (string Patient, string Split)>(StringComparer.Ordinal);
        await foreach (var study in dataset.ListStudiesAsync(selection, cancellationToken))
        {
            if (study.Exclusion is null && named.Contains(study.Id)) patients[study.Id] = (study.Patient, study.Split);
        }

        return new(Settle(groups.Select(group => group.Where(patients.ContainsKey).Select(study => patients[study]).Distinct().ToList())));
    }

    /// <summary>The study, in the split that its patient is kept in.</summary>
    public Study Keep(Study study)
    {
        if (!_splits.TryGetValue(study.Patient, out var split)) return study;
        Moved++;
        return study with { Split = split };
    }

    /// <summary>The studies of each group that has more than one of them.</summary>
    private static List<IReadOnlyList<string>> Groups(IEnumerable<BucketMark> parent)
    {
        var finder = new DuplicateFinder();
        foreach (var bucket in parent)
        {
            foreach (var study in bucket.Fingerprints?.Studies ?? []) finder.Add(bucket.Split, bucket.Fingerprints!.Method, study);
        }

        return [.. finder.Find().Where(static group => group.Patients > 1).Select(static group => group.Studies)];
    }

    /// <summary>Of those patients that are not where they were dealt to, their splits.</summary>
    internal static Dictionary<string, string> Settle(IEnumerable<IReadOnlyList<(string Patient, string Split)>> groups)
    {
        var linked = groups.Where(static group => group.Count is > 1 and <= MostPatients).ToList();
        var patients = linked.SelectMany(static group => group).Distinct().OrderBy(static patient => patient.Patient, StringComparer.Ordinal).ToList();
        var numbers = patients.Index().ToDictionary(static patient => patient.Item.Patient, static patient => patient.Index, StringComparer.Ordinal);
        var sets = new DisjointSets(patients.Count);
        foreach (var group in linked)
        {
            foreach (var (patient, _) in group) sets.Join(numbers[group[0].Patient], numbers[patient]);
        }

        var splits = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var together in patients.GroupBy(patient => sets.Find(numbers[patient.Patient])))
        {
            var split = together.Select(static patient => patient.Split).MinBy(static split => Array.IndexOf(Order, split))!;
            foreach (var (patient, _) in together.Where(patient => patient.Split != split)) splits.Add(patient, split);
        }

        return splits;
    }
}
