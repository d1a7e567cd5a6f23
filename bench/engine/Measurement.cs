using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace VividMed.Bench.Engine;

/// <summary>One workload, run on a fresh store.</summary>
internal sealed record Measurement(Workload Workload, IReadOnlyList<double> Seconds, Memory Hub, Memory Worker, double StoreMiB)
{
    // Before that, much of what is measured is the compiler.
    private const int WarmUps = 5;

    public double Median => Seconds.Order().ElementAt(Seconds.Count / 2);

    public static async Task<Measurement> TakeAsync(Workload workload, string? postgres, Deployment deployment, int repeats)
    {
        using var store = new Store(postgres);
        await using var cluster = await Cluster.StartAsync(store, deployment);
        for (var i = 0; i < WarmUps; i++) await RunAsync(cluster.Client, new("warm-up", nameof(Chain), 1_000, 5, null), $"warm-up{i}", cluster);
        var seconds = new List<double>();
        for (var i = 0; i < repeats; i++) seconds.Add(await RunAsync(cluster.Client, workload, $"run{i}", cluster));
        return new(workload, seconds, await cluster.HubMemoryAsync(), await cluster.WorkerMemoryAsync(), store.MiB);
    }

    /// <summary>Seconds from the first start to the last end; results are checked, so that no lost work looks fast.</summary>
    private static async Task<double> RunAsync(DurableTaskClient client, Workload workload, string run, Cluster cluster)
    {
        object input = workload.Task == nameof(Partitions) ? new PartitionsState(workload.Activities, 0) : workload.Activities;
        var ids = Enumerable.Range(0, workload.Orchestrations).Select(i => $"{run}-{i}").ToList();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(ids.Select(id => client.ScheduleNewOrchestrationInstanceAsync(workload.Task, input, new StartOrchestrationOptions(id))));
        if (workload.Task == nameof(Gate))
        {
            await Task.WhenAll(ids.Select(id => client.WaitForInstanceStartAsync(id)));
            await Console.Error.WriteLineAsync($"  {ids.Count} open: hub {await cluster.HubMemoryAsync()} MiB (resident, peak, heap)");
            await Task.WhenAll(ids.Select(id => client.RaiseEventAsync(id, Gate.Open, true)));
        }

        var ended = await Task.WhenAll(ids.Select(id => client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true)));
        watch.Stop();
        foreach (var instance in ended)
        {
            if (instance.RuntimeStatus != OrchestrationRuntimeStatus.Completed || instance.ReadOutputAs<int>() != workload.Activities)
            {
                throw new InvalidOperationException($"{workload.Name}: {instance.InstanceId} ended as {instance.RuntimeStatus} with {instance.SerializedOutput}.");
            }
        }

        return watch.Elapsed.TotalSeconds;
    }
}
