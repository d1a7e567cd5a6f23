using VividMed.Datasets;
using VividMed.Shards.Comparison;

namespace VividMed.Dashboard.Datasets;

/// <summary>How many samples or studies differ between two versions for one reason, with some of their names.</summary>
internal sealed record DifferenceRow(string What, long Count, string Why, IReadOnlyList<string> Examples)
{
    private const int Shown = 5;

    public static IReadOnlyList<DifferenceRow> Of(VersionDifference difference) =>
    [
        .. Samples("samples added", difference.Added),
        .. Samples("samples removed", difference.Removed),
        .. Samples("samples changed", difference.Changed),
        new("samples that are the same", difference.Unchanged, "", []),
        .. Studies("studies that entered quarantine", difference.Entered),
        .. Studies("studies that left quarantine", difference.Left),
        .. difference.Recipe.Count > 0 ? (DifferenceRow[])[new("parts of the recipe", difference.Recipe.Count, string.Join(", ", difference.Recipe), [])] : [],
    ];

    private static IEnumerable<DifferenceRow> Samples(string what, IReadOnlyList<SampleChange> samples) =>
        Rows(what, samples.Select(static sample => (string.Join(", ", sample.Why), sample.Sample)));

    private static IEnumerable<DifferenceRow> Studies(string what, IReadOnlyList<QuarantinedStudy> studies) =>
        Rows(what, studies.Select(static study => (study.Reason, study.Study)));

    /// <summary>A row a reason; of nothing one row that says so.</summary>
    private static IEnumerable<DifferenceRow> Rows(string what, IEnumerable<(string Why, string Name)> changed) => changed
        .GroupBy(static change => change.Why, StringComparer.Ordinal)
        .OrderBy(static group => group.Key, StringComparer.Ordinal)
        .Select(group => new DifferenceRow(what, group.Count(), group.Key, [.. group.Select(static change => change.Name).Take(Shown)]))
        .DefaultIfEmpty(new(what, 0, "", []));
}
