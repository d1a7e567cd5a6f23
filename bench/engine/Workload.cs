namespace VividMed.Bench.Engine;

/// <summary>What one measurement asks of the engine.</summary>
/// <param name="Orchestrations">How many are started at once.</param>
/// <param name="Activities">How many no-op activities each of them calls.</param>
/// <param name="Anchor">Seconds that an in-memory server takes for the same (docs/reference/engine-figures.md); null when there is no such figure.</param>
internal sealed record Workload(string Name, string Task, int Orchestrations, int Activities, double? Anchor)
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("fan-out-1000", nameof(FanOut), 1, 1_000, 0.216),
        new("fan-out-5000", nameof(FanOut), 1, 5_000, 2.5),
        new("fan-out-10000", nameof(FanOut), 1, 10_000, null),
        new("fan-out-40000", nameof(FanOut), 1, 40_000, null),
        new("chains-200", nameof(Chain), 200, 5, 0.328),
        new("chains-2000", nameof(Chain), 2_000, 5, 5.5),
        new("open-2000", nameof(Gate), 2_000, 1, null),
        new("partitions-900", nameof(Partitions), 1, 900, null),
        new("partitions-3600", nameof(Partitions), 1, 3_600, null),
    ];

    /// <summary>Everything that activities do in this workload.</summary>
    public int TotalActivities => Orchestrations * Activities * (Task == nameof(Partitions) ? Partitions.ActivitiesEach : 1);

    /// <summary>Everything that is orchestrated in this workload.</summary>
    public int TotalOrchestrations => Task == nameof(Partitions) ? Activities + 1 : Orchestrations;
}
