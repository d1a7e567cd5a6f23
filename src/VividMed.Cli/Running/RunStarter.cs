using System.Text.Json;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Running;

/// <summary>
/// Starts a run, or finds the one that is at it already: a dataset has at most one at a hub. One that was asked for something else is stopped;
/// what it did stays useful.
/// </summary>
internal static class RunStarter
{
    public static async Task<(string Run, string What)> StartAsync(
        DurableTaskClient client, SynthesisRequest request, CancellationToken cancellationToken)
    {
        var superseded = "";
        await foreach (var (metadata, asked) in UnfinishedAsync(client, request.Out, cancellationToken))
        {
            var instance = metadata.InstanceId;
            if (AsksTheSame(asked, request))
            {
                return (instance, metadata.RuntimeStatus == OrchestrationRuntimeStatus.Suspended
                    ? $"is paused, and waits for 'vividmed runs resume {instance}'" : "goes on where it was");
            }

            await client.TerminateInstanceAsync(
                instance, new TerminateInstanceOptions($"superseded by {request.Run}", Recursive: true), cancellationToken);
            await client.WaitForInstanceCompletionAsync(instance, cancellationToken);
            superseded = $" in the place of {instance}, which was asked for something else; what that did stays useful";
        }

        await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SynthesizeDataset), new SynthesisState { Request = request }, new StartOrchestrationOptions(request.Run), cancellationToken);
        return (request.Run, "started" + superseded);
    }

    private static async IAsyncEnumerable<(OrchestrationMetadata Instance, SynthesisRequest Asked)> UnfinishedAsync(
        DurableTaskClient client, string store, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var unfinished = new OrchestrationQuery
        {
            Statuses = [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended],
            FetchInputsAndOutputs = true,
        };
        await foreach (var instance in client.GetAllInstancesAsync(unfinished).WithCancellation(cancellationToken))
        {
            if (instance.Name == nameof(SynthesizeDataset) && instance.ReadInputAs<SynthesisState>()?.Request is { } asked && asked.Out == store)
            {
                yield return (instance, asked);
            }
        }
    }

    /// <summary>Apart from its name and how fast it is to go.</summary>
    private static bool AsksTheSame(SynthesisRequest some, SynthesisRequest other) => Text(some) == Text(other);

    private static string Text(SynthesisRequest request) => JsonSerializer.Serialize(request with
    {
        Run = "",
        Options = request.Options with { MaxPartitionsInFlight = 1, CacheLimitBytes = null },
    });
}
