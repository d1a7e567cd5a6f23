using VividMed.Workflows.Progress;

namespace VividMed.Cli.Running;

/// <summary>
/// Pauses a run with its partitions and its training: an orchestration that is suspended begins nothing, while what it has begun would go on.
/// Activities that workers hold are finished first.
/// </summary>
internal static class RunPause
{
    public static async Task PauseAsync(DurableTaskClient client, string run, CancellationToken cancellationToken)
    {
        // The run first: from then on it begins no partition that would be missed.
        await client.SuspendInstanceAsync(run, "paused on the command line", cancellationToken);
        foreach (var below in await RunInstances.BelowAsync(
            client, run, [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending], cancellationToken))
        {
            await client.SuspendInstanceAsync(below, "paused on the command line", cancellationToken);
        }
    }

    public static async Task ResumeAsync(DurableTaskClient client, string run, CancellationToken cancellationToken)
    {
        foreach (var below in await RunInstances.BelowAsync(client, run, [OrchestrationRuntimeStatus.Suspended], cancellationToken))
        {
            await client.ResumeInstanceAsync(below, "resumed on the command line", cancellationToken);
        }

        await client.ResumeInstanceAsync(run, "resumed on the command line", cancellationToken);
    }
}
