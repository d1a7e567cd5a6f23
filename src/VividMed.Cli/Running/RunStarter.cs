using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Running;

/// <summary>Starts a run, or finds the one that the same command started before.</summary>
internal static class RunStarter
{
    public static async Task<string> StartAsync(DurableTaskClient client, SynthesisRequest request, CancellationToken cancellationToken)
    {
        var existing = await client.GetInstanceAsync(request.Run, getInputsAndOutputs: true, cancellationToken);
        if (existing is null || existing.RuntimeStatus is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(SynthesizeDataset), new SynthesisState { Request = request }, new StartOrchestrationOptions(request.Run),
                cancellationToken);
            return existing is null ? "started" : "started again after it had " + (existing.RuntimeStatus == OrchestrationRuntimeStatus.Failed ? "failed" : "been cancelled");
        }

        var before = existing.ReadInputAs<SynthesisState>()!.Request;
        if (before.Root != request.Root || before.Out != request.Out)
        {
            throw new CliException($"run {request.Run} exists with another root or output; give this one a name of its own with --run NAME");
        }

        return existing.IsCompleted ? "finished before; nothing to do" : "goes on where it was";
    }
}
