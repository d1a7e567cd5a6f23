using VividMed.DurableTask.Client;

namespace VividMed.DurableTask;

/// <summary>Where a replayed history has led.</summary>
/// <param name="Status">The status at its end; Running when the execution was recorded before it ended.</param>
/// <param name="Output">The serialized output of the present code.</param>
public sealed record ReplayOutcome(OrchestrationRuntimeStatus Status, string? Output);
