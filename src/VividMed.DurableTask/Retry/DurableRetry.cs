namespace VividMed.DurableTask;

/// <summary>Repeats a failed call as its options say. Waits are durable timers, so a retry survives any restart.</summary>
internal static class DurableRetry
{
    public static async Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions? options, Func<Task<T>> call)
    {
        DateTime started = context.CurrentUtcDateTime;
        for (int attempt = 1; ; attempt++)
        {
            TaskFailureDetails failure;
            try
            {
                return await call();
            }
            catch (TaskFailedException error) when (options is not null && !error.FailureDetails.IsNonRetriable)
            {
                failure = error.FailureDetails;
                if (options.Policy is { } policy && !Allows(policy, attempt, failure, context.CurrentUtcDateTime - started))
                {
                    throw;
                }

                if (options.Handler is { } handler && !await handler(new(context, attempt, failure, context.CurrentUtcDateTime - started, CancellationToken.None)))
                {
                    throw;
                }
            }

            if (options.Policy is { } backoff)
            {
                await context.CreateTimer(backoff.DelayAfter(attempt), CancellationToken.None);
            }
        }
    }

    private static bool Allows(RetryPolicy policy, int attempt, TaskFailureDetails failure, TimeSpan elapsed) =>
        attempt < policy.MaxNumberOfAttempts
        && (policy.RetryTimeout == Timeout.InfiniteTimeSpan || elapsed < policy.RetryTimeout)
        && policy.HandleFailure(failure);
}
