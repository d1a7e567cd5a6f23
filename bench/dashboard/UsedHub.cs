using System.Text.Json;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;

namespace VividMed.Bench.Dashboard;

/// <summary>The state of a hub that has seen many runs: the first of many buckets, the others with what is left.</summary>
internal static class UsedHub
{
    /// <summary>The run of many buckets.</summary>
    public const string First = "run-00000";

    private const int AtATime = 256;

    public static async Task FillAsync(string file, int runs, int buckets, int instances, CancellationToken cancellationToken)
    {
        await using var server = await TaskHubServer.StartAsync(new() { DatabasePath = file }, cancellationToken);
        var client = new TaskHubSidecarService.TaskHubSidecarServiceClient(server.Calls);
        await StartAllAsync(client, Enumerable.Range(0, runs).Select(Run), cancellationToken);
        await StartAllAsync(client, Enumerable.Range(0, buckets).Select(static at => Part(0, at)), cancellationToken);
        await StartAllAsync(client, Enumerable.Range(0, Math.Max(0, instances - runs - buckets)).Select(at => Part(1 + (at % (runs - 1)), at)), cancellationToken);
        // Some that ended, to be looked for.
        foreach (var run in Enumerable.Range(1, Math.Min(100, runs - 1)))
        {
            await client.TerminateInstanceAsync(new() { InstanceId = NameOf(run) }, cancellationToken: cancellationToken);
        }
    }

    private static string NameOf(int run) => $"run-{run:D5}";

    private static CreateInstanceRequest Run(int run)
    {
        var request = new SynthesisRequest
        {
            Run = NameOf(run), Dataset = run % 5 == 0 ? "ct-rate" : "mimic-cxr", Root = "/data/source", Out = $"/data/out-{run % 20}", Models = "/models",
        };
        return new() { Name = nameof(SynthesizeDataset), InstanceId = request.Run, Input = JsonSerializer.Serialize(new SynthesisState { Request = request }) };
    }

    private static CreateInstanceRequest Part(int run, int at) =>
        new() { Name = nameof(SynthesizePartition), InstanceId = RunIds.Partition(NameOf(run), "0a1b2c3d", at), Input = new string('x', 1_500) };

    private static Task StartAllAsync(
        TaskHubSidecarService.TaskHubSidecarServiceClient client, IEnumerable<CreateInstanceRequest> requests, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            requests, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (request, stop) => await client.StartInstanceAsync(request, cancellationToken: stop));
}
