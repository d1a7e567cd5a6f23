using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Runs;

/// <summary>Instances below a run that failed with the same words.</summary>
/// <param name="First">The id of the one that failed first.</param>
internal sealed record FailureGroup(string Words, int Count, string First)
{
    /// <summary>The most frequent first.</summary>
    public static IReadOnlyList<FailureGroup> Of(IEnumerable<OrchestrationMetadata> failed) =>
    [
        .. failed.GroupBy(static instance => RunFailure.Of(instance) ?? "no reason given", StringComparer.Ordinal)
            .Select(static group => new FailureGroup(group.Key, group.Count(), group.MinBy(static instance => instance.LastUpdatedAt)!.InstanceId))
            .OrderByDescending(static group => group.Count)
            .ThenBy(static group => group.Words, StringComparer.Ordinal),
    ];
}
