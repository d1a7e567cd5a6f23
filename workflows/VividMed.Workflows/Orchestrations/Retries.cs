namespace VividMed.Workflows;

/// <summary>How often a stage is tried again when the machine, the store or the network fails. Bad studies never get here: they are quarantined.</summary>
internal static class Retries
{
    public static TaskOptions Infrastructure { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 5,
        firstRetryInterval: TimeSpan.FromSeconds(2),
        backoffCoefficient: 3,
        maxRetryInterval: TimeSpan.FromMinutes(5)));
}
