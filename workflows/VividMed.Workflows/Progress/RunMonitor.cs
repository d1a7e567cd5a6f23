using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Progress;

/// <summary>
/// A run's live counts: its own custom status for what is finished, plus the status of the few partitions that it names as in flight.
/// Reading costs the hub one query over running partitions, and the run's history nothing.
/// </summary>
public static class RunMonitor
{
    private const int PageSize = 200;

    /// <summary>A run at this moment; null where the hub has no such instance, or one that is no dataset run.</summary>
    public static async Task<RunSnapshot?> ReadAsync(DurableTaskClient client, string run, CancellationToken cancellationToken)
    {
        return await client.GetInstanceAsync(run, getInputsAndOutputs: true, cancellationToken) is { Name: nameof(SynthesizeDataset) } instance
            ? await SnapshotAsync(client, instance, cancellationToken)
            : null;
    }

    /// <summary>The same, with what it waits for: that is a question to the hub of its own.</summary>
    public static async Task<RunSnapshot?> ReadAsync(
        DurableTaskClient client, UnservedWorkReader unserved, string run, CancellationToken cancellationToken) =>
        await ReadAsync(client, run, cancellationToken) is not { } snapshot ? null
        : snapshot.Instance.IsCompleted ? snapshot
        : snapshot with { Unserved = await unserved(run, cancellationToken) };

    /// <summary>
    /// Every dataset run that the hub knows, the newest first. Runs are found by their name: of their partitions, which are a hundred times as
    /// many, only those in flight are read.
    /// </summary>
    public static async Task<IReadOnlyList<RunSnapshot>> ListAsync(DurableTaskClient client, InstanceFinder find, CancellationToken cancellationToken)
    {
        var runs = new Dictionary<string, RunSnapshot>(StringComparer.Ordinal);
        for (var (read, total) = (0, 1); read < total;)
        {
            var page = await find(new InstanceQuestion { Names = [nameof(SynthesizeDataset)], Offset = read, Count = PageSize, Inputs = true }, cancellationToken);
            // A run that begins meanwhile moves the pages on by one: what comes twice counts once.
            foreach (var instance in page.Instances) runs[instance.InstanceId] = await SnapshotAsync(client, instance, cancellationToken);
            (read, total) = (read + page.Instances.Count, page.Instances.Count == 0 ? 0 : page.Total);
        }

        return [.. runs.Values];
    }

    /// <summary>A run whose instance, with its input and status, is at hand.</summary>
    public static async Task<RunSnapshot> SnapshotAsync(
        DurableTaskClient client, OrchestrationMetadata instance, CancellationToken cancellationToken)
    {
        var progress = Status(instance);
        if (progress.InFlight is not { } begun) return new RunSnapshot(instance, progress);

        // The run's own status comes first: a partition that ends meanwhile is read as what it ended with, and never missed. So counts only rise.
        var wanted = begun.Partitions.Select(partition => RunIds.Partition(instance.InstanceId, begun.Attempt, partition)).ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, OrchestrationMetadata>(StringComparer.Ordinal);
        var running = new OrchestrationQuery
        {
            InstanceIdPrefix = RunIds.PartitionPrefix(instance.InstanceId),
            Statuses = [OrchestrationRuntimeStatus.Running],
            FetchInputsAndOutputs = true,
        };
        if (!instance.IsCompleted)
        {
            await foreach (var partition in client.GetAllInstancesAsync(running).WithCancellation(cancellationToken))
            {
                if (wanted.Remove(partition.InstanceId)) found.Add(partition.InstanceId, partition);
            }
        }

        // What has ended, is paused or was cancelled is rarely more than a few.
        var others = await Task.WhenAll(wanted.Select(id => client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken)));
        var sum = found.Values.Concat(others.OfType<OrchestrationMetadata>()).Aggregate(progress, static (sum, partition) => sum.Plus(Status(partition)));
        return new RunSnapshot(instance, sum with { InFlight = null });
    }

    private static SynthesisProgress Status(OrchestrationMetadata instance) =>
        instance.SerializedCustomStatus is null
            ? SynthesisProgress.None
            : instance.ReadCustomStatusAs<SynthesisProgress>() ?? SynthesisProgress.None;
}
