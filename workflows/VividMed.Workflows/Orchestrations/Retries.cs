using VividMed.Inference;

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
    /// A model or provider that is not there, or is not what its manifest says, is no better a minute later. Only the type's name is looked
    /// at: it is in the history, and a replay decides alike.
    /// </summary>
    internal static bool MayPass(TaskFailureDetails failure) => failure.ErrorType != typeof(ModelException).FullName;
}
