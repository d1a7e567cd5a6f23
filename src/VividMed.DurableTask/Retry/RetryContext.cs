namespace VividMed.DurableTask;

/// <summary>What a retry handler knows of the failed call.</summary>
/// <param name="OrchestrationContext">The context of the calling orchestration.</param>
/// <param name="LastAttemptNumber">The number of the attempt that failed; 1 is the first.</param>
/// <param name="LastFailure">Its failure.</param>
/// <param name="TotalRetryTime">The time since the first attempt started.</param>
/// <param name="CancellationToken">Never fires at present.</param>
public sealed record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
