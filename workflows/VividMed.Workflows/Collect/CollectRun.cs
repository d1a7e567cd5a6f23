using VividMed.Datasets.Index;
using VividMed.Shards.Collection;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Collect;

/// <summary>
/// Tidies up after a run: what it learnt of the sources goes into their index, and its intermediates and its pin go. What lasts stands in the buckets.
/// </summary>
[DurableTask(nameof(CollectRun))]
public sealed class CollectRun(PipelineEnvironment environment) : TaskActivity<SynthesisRequest, bool>
{
    public override async Task<bool> RunAsync(TaskActivityContext context, SynthesisRequest input)
    {
        var store = environment.Stores.Open(input.Out);
        await SourceIndex.FoldAsync(store, environment.Stopping);
        await new RunFolder(store, input.Run).CollectAsync(environment.Stopping);
        await Pins.RemoveAsync(store, input.Run, environment.Stopping);
        return true;
    }
}
