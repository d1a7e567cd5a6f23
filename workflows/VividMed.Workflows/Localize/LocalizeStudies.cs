using System.Threading.Channels;
using VividMed.Datasets;

namespace VividMed.Workflows;

/// <summary>
/// Runs the models over the partition's images and writes what they found. Three parts overlap, with bounded queues between them:
/// loaders decode and prepare, the device runs images of several studies together, a writer makes and stores the results. Only targets
/// that a report mentions are asked for, and only what the cache does not have.
/// </summary>
[DurableTask(nameof(LocalizeStudies))]
public sealed class LocalizeStudies(PipelineEnvironment environment) : TaskActivity<PartitionReference, StageResult>
{
    public const string Stage = "localize";

    /// <summary>Beside the results: by id which models ran and on what. Only this stage knows it, the others may run on machines without a GPU.</summary>
    public const string ModelsFile = "models";

    public override async Task<StageResult> RunAsync(TaskActivityContext context, PartitionReference input)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(environment.Stopping);
        var request = input.Request;
        var folder = environment.OpenRun(request);
        var studies = await folder.ReadAsync<TaggedStudy[]>(folder.Partition(input.Partition, TagReports.Stage), stop.Token);
        using var localizer = await StudyLocalizer.OpenAsync(environment, request, stop.Token);

        var loader = new ImageLoader(environment.OpenDataset(request), localizer, environment.Loaders);
        var ready = loader.Start(studies, stop.Token);
        var run = Channel.CreateBounded<StudyImageTurn>(2 * localizer.BatchSize);
        var device = Task.Run(() => DeviceLoop.RunAsync(localizer, ready.Turns, run.Writer, stop.Token), CancellationToken.None);
        var results = new LocalizedStudies(localizer);
        try
        {
            await foreach (var turn in run.Reader.ReadAllAsync(stop.Token)) await results.AddAsync(turn, stop.Token);
            await device;
            await ready.Loading;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(device, ready.Loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (run.Reader.TryRead(out var left)) left.Work?.Dispose();
            await ImageLoader.DiscardAsync(ready.Turns);
        }

        await folder.WriteAsync(folder.Partition(input.Partition, ModelsFile), localizer.Models, environment.Stopping);
        await folder.WriteAsync(folder.Partition(input.Partition, Stage), results.Done, environment.Stopping);
        await folder.WriteAsync(folder.Partition(input.Partition, $"quarantine-{Stage}"), results.Quarantined, environment.Stopping);
        return new StageResult(results.Done.Count, results.Quarantined.Count, results.Asked with { Inferences = localizer.Inferences });
    }
}
