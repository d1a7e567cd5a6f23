using VividMed.Cli.Output;
using VividMed.TaskHub;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Running;

/// <summary>Follows several runs and the training after them to the end.</summary>
internal static class CorpusWatcher
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public static async Task<OrchestrationMetadata> WatchAsync(
        DurableTaskClient client, Task<TaskHubException> fault, CorpusRequest request, CancellationToken cancellationToken)
    {
        await using var view = ProgressView.Start();
        var end = RunEnd.WaitAsync(client, request.Run, cancellationToken);
        do
        {
            if (fault.IsCompleted) throw await fault;
            foreach (var run in request.Datasets)
            {
                if (await RunMonitor.ReadAsync(client, run.Run, cancellationToken) is { } snapshot) view.Show(run.Run, snapshot);
            }

            if (await client.GetInstanceAsync(RunIds.Training(request.Run), getInputsAndOutputs: true, cancellationToken) is { SerializedCustomStatus: not null } training)
            {
                view.ShowTraining(training.ReadCustomStatusAs<string>() ?? "");
            }
        }
        while (await Task.WhenAny(end, fault, Task.Delay(Interval, cancellationToken)) != end);

        return await end;
    }
}
