namespace VividMed.Workflows.Progress;

/// <summary>How long a stage of a run took, from the time stamps of its orchestrations.</summary>
/// <param name="Activities">How many were begun; each try counts.</param>
/// <param name="Open">Of them, those that have not ended.</param>
/// <param name="Failed">Of them, those that failed and were tried again or ended the run.</param>
/// <param name="WallSeconds">For how long at least one of them was under way.</param>
/// <param name="TotalSeconds">Of all of them together, from the call to the answer, waiting for a worker included.</param>
public sealed record StageTime(string Stage, int Activities, int Open, int Failed, double WallSeconds, double TotalSeconds);
