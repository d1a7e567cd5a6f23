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
    public static async Task<StartedRun> StartAsync(
        DurableTaskClient client, SynthesisRequest request, CancellationToken cancellationToken)
    {
        var before = await YieldAsync(client, request, own: null, cancellationToken);
        if (before.Run is { } known) return new(known, before.What, IsNew: false);
        await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SynthesizeDataset), new SynthesisState { Request = request }, new StartOrchestrationOptions(request.Run), cancellationToken);

        // Another command may have looked at the same moment, and have started one too: of equals the first one stays.
        var own = await client.GetInstanceAsync(request.Run, getInputsAndOutputs: false, cancellationToken);
        var beside = own is null ? default : await YieldAsync(client, request, own, cancellationToken);
        if (beside.Run is not { } first) return new(request.Run, "started" + before.What + beside.What, IsNew: true);
        await EndAsync(client, request.Run, $"{first} is at it", cancellationToken);
        return new(first, "was started by another command at the same moment", IsNew: true);
    }

    /// <summary>
    /// The unfinished run that asks for the same, started before <paramref name="own"/>; else, those asked for something else are stopped and
    /// named.
    /// </summary>
    private static async Task<(string? Run, string What)> YieldAsync(
        DurableTaskClient client, SynthesisRequest request, OrchestrationMetadata? own, CancellationToken cancellationToken)
    {
        var superseded = "";
        await foreach (var (metadata, asked) in UnfinishedAsync(client, request.Out, cancellationToken))
        {
            if (own is not null && !IsBefore(metadata, own)) continue;
            var instance = metadata.InstanceId;
            if (AsksTheSame(asked, request))
            {
                return (instance, metadata.RuntimeStatus == OrchestrationRuntimeStatus.Suspended
                    ? $"is paused, and waits for 'vividmed runs resume {instance}'" : "goes on where it was");
            }

            await EndAsync(client, instance, $"superseded by {request.Run}", cancellationToken);
            superseded = $" in the place of {instance}, which was asked for something else; what that did stays useful";
        }

        return (null, superseded);
    }

    private static bool IsBefore(OrchestrationMetadata one, OrchestrationMetadata other) => one.CreatedAt != other.CreatedAt
        ? one.CreatedAt < other.CreatedAt
        : string.CompareOrdinal(one.InstanceId, other.InstanceId) < 0;

    private static async Task EndAsync(DurableTaskClient client, string run, string why, CancellationToken cancellationToken)
    {
        await client.TerminateInstanceAsync(run, new TerminateInstanceOptions(why, Recursive: true), cancellationToken);
        await client.WaitForInstanceCompletionAsync(run, cancellationToken);
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

/// <summary>The run that a command follows.</summary>
/// <param name="What">What became of the command, for people.</param>
/// <param name="IsNew">Whether it was planned after the command was given: what changed before is in it.</param>
internal readonly record struct StartedRun(string Run, string What, bool IsNew);
