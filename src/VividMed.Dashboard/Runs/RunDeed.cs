using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Runs;

/// <summary>Something that is done to a run, or to any other instance of the hub.</summary>
/// <param name="Name">As its button is called.</param>
/// <param name="Question">What somebody is asked before it is done.</param>
/// <param name="IsGrave">Whether something is lost by it.</param>
/// <param name="Fits">The statuses in which it can be done.</param>
/// <param name="ActAsync">Does it; gives what has become of the instance.</param>
internal sealed record RunDeed(
    string Name, string Question, bool IsGrave, IReadOnlyList<OrchestrationRuntimeStatus> Fits,
    Func<DurableTaskClient, string, CancellationToken, Task<string>> ActAsync)
{
    private const string Why = "on the dashboard";

    private static readonly OrchestrationRuntimeStatus[] Open = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending];

    private static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    public static RunDeed Pause { get; } = new(
        "Pause", "Let it begin nothing more until it is resumed? What workers hold is finished.", IsGrave: false, Open,
        static async (client, id, cancellationToken) =>
        {
            await RunPause.PauseAsync(client, id, $"paused {Why}", cancellationToken);
            return "is paused";
        });

    public static RunDeed Resume { get; } = new(
        "Resume", "Let it go on?", IsGrave: false, [OrchestrationRuntimeStatus.Suspended],
        static async (client, id, cancellationToken) =>
        {
            await RunPause.ResumeAsync(client, id, $"resumed {Why}", cancellationToken);
            return "goes on";
        });

    public static RunDeed Cancel { get; } = new(
        "Cancel", "End it and all below it? What is written stays; the same run can be started again.", IsGrave: true, [.. Open, OrchestrationRuntimeStatus.Suspended],
        static async (client, id, cancellationToken) =>
        {
            await client.TerminateInstanceAsync(id, new TerminateInstanceOptions($"cancelled {Why}", Recursive: true), cancellationToken);
            await client.WaitForInstanceCompletionAsync(id, cancellation: cancellationToken);
            return "is cancelled";
        });

    public static RunDeed Restart { get; } = new(
        "Restart", "Begin it again from its start, with the same input? Buckets that stand are not made again.", IsGrave: false, Ended,
        static async (client, id, cancellationToken) =>
        {
            await client.RestartAsync(id, restartWithNewInstanceId: false, cancellationToken);
            return "begins again";
        });

    public static RunDeed Rewind { get; } = new(
        "Rewind", "Let it go on from before its failure?", IsGrave: false, [OrchestrationRuntimeStatus.Failed],
        static async (client, id, cancellationToken) =>
        {
            await client.RewindInstanceAsync(id, $"rewound {Why}", cancellationToken);
            return "goes on from before its failure";
        });

    public static RunDeed Purge { get; } = new(
        "Forget", "Let the hub forget it, with its history and all below it? Versions and shards stay.", IsGrave: true, Ended,
        static async (client, id, cancellationToken) =>
        {
            var purged = await client.PurgeInstanceAsync(id, new PurgeInstanceOptions(Recursive: true), cancellationToken);
            return purged.PurgedInstanceCount > 0 ? "is forgotten" : "was not there any more";
        });

    public static IReadOnlyList<RunDeed> All { get; } = [Pause, Resume, Cancel, Restart, Rewind, Purge];
}
