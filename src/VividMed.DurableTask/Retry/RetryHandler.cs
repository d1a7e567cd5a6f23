namespace VividMed.DurableTask;

/// <summary>Decides whether a failed call is tried again. It is orchestrator code, hence deterministic; there is no wait of itself.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
