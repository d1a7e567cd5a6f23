using VividMed.Inference;
using VividMed.Taxonomy;

namespace VividMed.Workflows.Orchestrations;

/// <summary>
/// How often a stage is tried again when the machine, the store or the network fails. Bad studies never get here: they are quarantined.
/// </summary>
internal static class Retries
{
    public static TaskOptions Infrastructure { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 5,
        firstRetryInterval: TimeSpan.FromSeconds(2),
        backoffCoefficient: 3,
        maxRetryInterval: TimeSpan.FromMinutes(5))
    {
        HandleFailure = MayPass,
    });

    /// <summary>
    /// What has a reason with a name (an unknown model, a missing table, a refused key, a full disk), and what may not be read by this user, is no
    /// better a minute later. Only the types' names
    /// are looked at: they are in the history, and a replay decides alike. A device that failed while it ran may be well again.
    /// </summary>
    internal static bool MayPass(TaskFailureDetails failure) =>
        failure.IsCausedBy<ModelRunException>() || !(failure.IsCausedBy<ReasonException>() || failure.IsCausedBy<UnauthorizedAccessException>());
}
