namespace VividMed.DurableTask;

/// <summary>As <see cref="RetryHandler"/>, but may await tasks of the orchestration context, such as a timer.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
