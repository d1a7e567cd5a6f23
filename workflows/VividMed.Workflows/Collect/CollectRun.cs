using VividMed.Datasets.Index;
using VividMed.Shards.Collection;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Tag;

namespace VividMed.Workflows.Collect;

/// <summary>
/// Tidies up after a run: what it learnt of the sources goes into their index; its intermediates go, but for what is for people to look at,
/// and its pin. What lasts stands in the buckets.
/// </summary>
[DurableTask(nameof(CollectRun))]
public sealed class CollectRun(PipelineEnvironment environment) : TaskActivity<SynthesisRequest, bool>
{
    public override async Task<bool> RunAsync(TaskActivityContext context, SynthesisRequest input)
    {
        var store = environment.Stores.Open(input.Out);
        await SourceIndex.FoldAsync(store, environment.Stopping);
        await new RunFolder(store, input.Run).CollectAsync(keep: TagReports.Review, environment.Stopping);
        await Pins.RemoveAsync(store, input.Run, environment.Stopping);
        return true;
    }
}
