namespace VividMed.TaskHub;

/// <summary>One kind of work at a moment.</summary>
/// <param name="Ready">Units waiting for a worker.</param>
/// <param name="Age">How long the oldest of them has waited.</param>
/// <param name="InFlight">Units in the hands of workers.</param>
internal readonly record struct QueueState(int Ready, TimeSpan Age, int InFlight);
