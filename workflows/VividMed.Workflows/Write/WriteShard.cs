using System.Runtime.CompilerServices;
using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Localization;
using VividMed.Shards.Publishing;
using VividMed.Workflows.Ground;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Write;

/// <summary>
/// Writes the partition's samples with their images as one shard, exactly once. A partition without samples has no shard.
/// </summary>
[DurableTask(nameof(WriteShard))]
public sealed class WriteShard(PipelineEnvironment environment) : TaskActivity<PartitionReference, StageResult>
{
    /// <summary>The name of the stage in the partition's files; nothing is quarantined so late.</summary>
    public const string Stage = "write";

    public override async Task<StageResult> RunAsync(TaskActivityContext context, PartitionReference input)
    {
        var cancellationToken = environment.Stopping;
        var request = input.Request;
        var folder = environment.Stores.OpenRun(request);
        var samples = await folder.ReadAsync<Sample[]>(folder.Partition(input.Partition, GroundFindings.Stage), cancellationToken);
        if (samples.Length == 0)
        {
            await folder.WriteAsync<WrittenShard?>(folder.Partition(input.Partition, Stage), null, cancellationToken);
            return new StageResult(0, 0);
        }

        var studies = (await folder.ReadAsync<Study[]>(folder.Partition(input.Partition, "studies"), cancellationToken)).ToDictionary(study => study.Id);
        var items = Items(environment.Stores.OpenDataset(request), samples, studies, cancellationToken);
        var written = await ShardPublisher.WriteAsync(
            folder.Store, input.Version, samples[0].Split, input.Partition, items, cancellationToken);
        await folder.WriteAsync(folder.Partition(input.Partition, Stage), written with { Created = true }, cancellationToken);
        return new StageResult(samples.Length, 0);
    }

    private static async IAsyncEnumerable<ShardItem> Items(
        IDataset dataset, Sample[] samples, Dictionary<string, Study> studies, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var sample in samples)
        {
            yield return new ShardItem(sample, await StoredImages.ReadAsync(dataset, sample, studies[sample.Study], cancellationToken));
        }
    }
}
