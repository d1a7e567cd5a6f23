namespace VividMed.DurableTask;

/// <summary>
/// The orchestrator's code did not repeat what its history says it did, or left the deterministic flow. The message
/// names the action that the history expects and the one that was found.
/// </summary>
public sealed class NonDeterministicOrchestrationException(string message) : Exception(message);
