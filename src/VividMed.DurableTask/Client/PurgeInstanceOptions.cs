namespace VividMed.DurableTask.Client;

/// <summary>How instances are purged.</summary>
/// <param name="Recursive">Whether their sub-orchestrations are purged too.</param>
public sealed record PurgeInstanceOptions(bool Recursive = false);
