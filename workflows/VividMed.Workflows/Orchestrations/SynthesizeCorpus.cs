using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Orchestrations;

/// <summary>Several datasets side by side, then one training over all their versions.</summary>
[DurableTask(nameof(SynthesizeCorpus))]
public sealed class SynthesizeCorpus : TaskOrchestrator<CorpusRequest, CorpusResult>
{
    public override async Task<CorpusResult> RunAsync(TaskOrchestrationContext context, CorpusRequest input)
    {
        context.SetCustomStatus("synthesizing");
        var runs = await Task.WhenAll(input.Datasets.Select(request => context.CallSubOrchestratorAsync<SynthesisResult>(
            nameof(SynthesizeDataset),
            new SynthesisState { Request = request },
            new SubOrchestrationOptions { InstanceId = request.Run })));

        if (input.Training is not { } training || runs.Any(static run => run.QuarantineExceeded || run.Version is null || run.Totals.Written == 0))
        {
            context.SetCustomStatus("finished");
            return new CorpusResult(runs, Training: null);
        }

        context.SetCustomStatus("training");
        var versions = input.Datasets.Zip(runs, (request, run) => new VersionReference(request.Out, run.Version!)).ToList();
        var result = await context.CallSubOrchestratorAsync<TrainingResult>(
            nameof(TrainOnVersions),
            new TrainingJob(input.Run, versions, input.Out, training),
            new SubOrchestrationOptions { InstanceId = RunIds.Training(input.Run) });
        context.SetCustomStatus("finished");
        return new CorpusResult(runs, result);
    }
}
