namespace VividMed.DurableTask.Client;

/// <summary>How an instance is terminated.</summary>
/// <param name="Output">What becomes the instance's output.</param>
/// <param name="Recursive">Whether its sub-orchestrations are terminated too.</param>
public sealed record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
