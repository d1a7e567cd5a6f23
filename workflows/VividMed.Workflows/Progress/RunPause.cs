namespace VividMed.Workflows.Progress;

/// <summary>
/// Pauses a run with its partitions and its training: an orchestration that is suspended begins nothing, while what it has begun would go on.
/// Activities that workers hold are finished first.
/// </summary>
public static class RunPause
{
    /// <param name="why">Kept in the histories, such as where somebody said so.</param>
    public static async Task PauseAsync(DurableTaskClient client, string run, string why, CancellationToken cancellationToken)
    {
        // The run first: from then on it begins no partition that would be missed.
        await client.SuspendInstanceAsync(run, why, cancellationToken);
        foreach (var below in await RunInstances.BelowAsync(
            client, run, [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending], cancellationToken))
        {
            await client.SuspendInstanceAsync(below, why, cancellationToken);
        }
    }

    /// <inheritdoc cref="PauseAsync"/>
    public static async Task ResumeAsync(DurableTaskClient client, string run, string why, CancellationToken cancellationToken)
    {
        foreach (var below in await RunInstances.BelowAsync(client, run, [OrchestrationRuntimeStatus.Suspended], cancellationToken))
        {
            await client.ResumeInstanceAsync(below, why, cancellationToken);
        }

        await client.ResumeInstanceAsync(run, why, cancellationToken);
    }
}
