using VividMed.DurableTask.Client;

namespace VividMed.Workflows;

/// <summary>
/// A run's live counts: its own custom status for what is finished, plus the status of the few partitions in flight.
/// Reading costs the hub one query over running partitions, and the run's history nothing.
/// </summary>
public static class RunMonitor
{
    public static async Task<RunSnapshot?> ReadAsync(DurableTaskClient client, string run, CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(run, getInputsAndOutputs: true, cancellation) is not { } instance) return null;
        var progress = Status(instance);
        if (!instance.IsCompleted)
        {
            var inFlight = new OrchestrationQuery
            {
                InstanceIdPrefix = RunIds.PartitionPrefix(run),
                Statuses = [OrchestrationRuntimeStatus.Running],
                FetchInputsAndOutputs = true,
            };
            await foreach (var partition in client.GetAllInstancesAsync(inFlight).WithCancellation(cancellation))
            {
                progress = progress.Plus(Status(partition));
            }
        }

        return new RunSnapshot(instance, progress);
    }

    private static SynthesisProgress Status(OrchestrationMetadata instance) =>
        instance.SerializedCustomStatus is null ? SynthesisProgress.None : instance.ReadCustomStatusAs<SynthesisProgress>() ?? SynthesisProgress.None;
}
