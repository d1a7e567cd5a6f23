using System.Runtime.CompilerServices;
using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Shards;

namespace VividMed.Workflows;

/// <summary>Writes the partition's samples with their images as one shard, exactly once. A partition without samples has no shard.</summary>
[DurableTask(nameof(WriteShard))]
public sealed class WriteShard(PipelineEnvironment environment) : TaskActivity<PartitionReference, StageResult>
{
    public const string Stage = "write";

    public override async Task<StageResult> RunAsync(TaskActivityContext context, PartitionReference input)
    {
        var cancellation = environment.Stopping;
        var request = input.Request;
        var folder = environment.OpenRun(request);
        var samples = await folder.ReadAsync<Sample[]>(folder.Partition(input.Partition, GroundFindings.Stage), cancellation);
        if (samples.Length == 0)
        {
            await folder.WriteAsync<WrittenShard?>(folder.Partition(input.Partition, Stage), null, cancellation);
            return new StageResult(0, 0);
        }

        var studies = (await folder.ReadAsync<Study[]>(folder.Partition(input.Partition, "studies"), cancellation)).ToDictionary(study => study.Id);
        var items = Items(environment.OpenDataset(request), samples, studies, cancellation);
        var written = await ShardPublisher.WriteAsync(folder.Store, input.Version, samples[0].Split, input.Partition, items, cancellation);
        await folder.WriteAsync(folder.Partition(input.Partition, Stage), written with { Created = true }, cancellation);
        return new StageResult(samples.Length, 0);
    }

    private static async IAsyncEnumerable<ShardItem> Items(
        IDataset dataset, Sample[] samples, Dictionary<string, Study> studies, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var sample in samples)
        {
            var images = new List<ShardImage>();
            foreach (var (facts, source) in sample.Images.Zip(studies[sample.Study].Images))
            {
                images.Add(facts.Depth == 1 ? Radiograph(dataset, facts, source) : await VolumeAsync(dataset, facts, source, cancellation));
            }

            yield return new ShardItem(sample, images);
        }
    }

    private static ShardImage Radiograph(IDataset dataset, SampleImage facts, StudyImage source)
    {
        using var png = new MemoryStream();
        PngCodec.WriteGray8(png, StudyPictures.Radiograph(dataset, source).Picture);
        return ShardImage.From(facts.Member, png.ToArray());
    }

    /// <summary>
    /// A volume goes in as the dataset published it, byte for byte: lossless, and nothing is compressed twice. Only one whose file lacks
    /// its geometry or units, or is not compressed, is written anew with what is true of it.
    /// </summary>
    private static async Task<ShardImage> VolumeAsync(IDataset dataset, SampleImage facts, StudyImage source, CancellationToken cancellation)
    {
        if (!StudyPictures.IsStoredAsPublished(dataset, source)) return ShardImage.From(facts.Member, StudyPictures.Encode(StudyPictures.Volume(dataset, source)));
        await using var file = dataset.OpenImage(source);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellation);
        return ShardImage.From(facts.Member, content.ToArray());
    }
}
