using VividMed.Datasets;

namespace VividMed.Dashboard.Quarantine;

/// <summary>Studies that the same stage gave up for the same reason.</summary>
internal sealed record QuarantineGroup(string Stage, string Reason, int Count)
{
    /// <summary>The largest first.</summary>
    public static IReadOnlyList<QuarantineGroup> Of(IEnumerable<QuarantinedStudy> studies) =>
    [
        .. studies.GroupBy(static study => (study.Stage, study.Reason))
            .Select(static group => new QuarantineGroup(group.Key.Stage, group.Key.Reason, group.Count()))
            .OrderByDescending(static group => group.Count)
            .ThenBy(static group => group.Stage, StringComparer.Ordinal)
            .ThenBy(static group => group.Reason, StringComparer.Ordinal),
    ];
}
