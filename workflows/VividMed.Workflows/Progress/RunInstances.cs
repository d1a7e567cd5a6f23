using DurableTask.Core.History;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Progress;

/// <summary>The orchestrations that a run consists of, and their histories.</summary>
public static class RunInstances
{
    /// <summary>How many histories are asked for at a time: a run of a large dataset has thousands of partitions.</summary>
    private const int AtATime = 16;

    /// <summary>The run's partitions and its training, in states of interest; without any, in every one.</summary>
    public static async Task<IReadOnlyList<string>> BelowAsync(
        DurableTaskClient client, string run, IReadOnlyList<OrchestrationRuntimeStatus> statuses, CancellationToken cancellationToken)
    {
        var below = new List<string>();
        foreach (var prefix in (string[])[RunIds.PartitionPrefix(run), RunIds.Training(run)])
        {
            var query = new OrchestrationQuery { InstanceIdPrefix = prefix, Statuses = statuses.Count == 0 ? null : [.. statuses] };
            await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken)) below.Add(instance.InstanceId);
        }

        return below;
    }

    /// <summary>The histories of a run and, if asked for, of what is below it; one that is purged meanwhile is left out.</summary>
    public static async Task<IReadOnlyList<(string Instance, IList<HistoryEvent> Events)>> HistoriesAsync(
        DurableTaskClient client, string run, bool below, CancellationToken cancellationToken)
    {
        string[] ids = below ? [run, .. await BelowAsync(client, run, [], cancellationToken)] : [run];
        var histories = new IList<HistoryEvent>[ids.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, ids.Length, options, async (at, ends) => histories[at] = await ReadAsync(client, ids[at], ends));
        return [.. ids.Zip(histories)];
    }

    private static async Task<IList<HistoryEvent>> ReadAsync(DurableTaskClient client, string instance, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetOrchestrationHistoryAsync(instance, cancellationToken);
        }
        catch (ArgumentException)
        {
            return [];
        }
    }
}
