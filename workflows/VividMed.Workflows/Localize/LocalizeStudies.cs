using System.Threading.Channels;
using VividMed.Datasets;

namespace VividMed.Workflows;

/// <summary>
/// Runs the models over the partition's images and writes what they found. A loader reads and decodes ahead while the
/// device works; only targets that a report mentions are asked for; results come from the cache where it has them.
/// </summary>
[DurableTask(nameof(LocalizeStudies))]
public sealed class LocalizeStudies(PipelineEnvironment environment) : TaskActivity<PartitionReference, StageResult>
{
    public const string Stage = "localize";

    /// <summary>Studies decoded ahead of the device: enough to keep it busy, few enough to bound memory.</summary>
    private const int ReadAhead = 4;

    public override async Task<StageResult> RunAsync(TaskActivityContext context, PartitionReference input)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(environment.Stopping);
        var request = input.Request;
        var folder = environment.OpenRun(request);
        var studies = await folder.ReadAsync<TaggedStudy[]>(folder.Partition(input.Partition, TagReports.Stage), stop.Token);
        var localizer = StudyLocalizer.For(environment, request);

        var ready = Channel.CreateBounded<LoadedStudy>(ReadAhead);
        var loading = LoadAsync(environment.OpenDataset(request), localizer, studies, ready.Writer, stop.Token);
        var done = new List<LocalizedStudy>(studies.Length);
        var quarantined = new List<QuarantinedStudy>();
        try
        {
            await foreach (var batch in Batches(ready.Reader, localizer.BatchSize, stop.Token))
            {
                quarantined.AddRange(batch.Select(study => study.Failure).OfType<QuarantinedStudy>());
                done.AddRange(await localizer.LocalizeAsync([.. batch.Where(study => study.Failure is null)], stop.Token));
            }
        }
        finally
        {
            await stop.CancelAsync();
        }

        await loading;
        await folder.WriteAsync(folder.Partition(input.Partition, Stage), done, environment.Stopping);
        await folder.WriteAsync(folder.Partition(input.Partition, $"quarantine-{Stage}"), quarantined, environment.Stopping);
        return new StageResult(done.Count, quarantined.Count);
    }

    private static Task LoadAsync(
        IDataset dataset, StudyLocalizer localizer, IReadOnlyList<TaggedStudy> studies, ChannelWriter<LoadedStudy> ready, CancellationToken cancellation) =>
        Task.Run(
            async () =>
            {
                try
                {
                    foreach (var study in studies) await ready.WriteAsync(await LoadedStudy.LoadAsync(dataset, localizer, study, cancellation), cancellation);
                    ready.Complete();
                }
                catch (Exception failure)
                {
                    ready.Complete(failure);
                }
            },
            CancellationToken.None);

    /// <summary>Takes what is ready, up to a batch; never waits for a batch to fill once something is there.</summary>
    private static async IAsyncEnumerable<List<LoadedStudy>> Batches(
        ChannelReader<LoadedStudy> ready, int size, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await ready.WaitToReadAsync(cancellation))
        {
            var batch = new List<LoadedStudy>(size);
            while (batch.Count < size && ready.TryRead(out var study)) batch.Add(study);
            yield return batch;
        }
    }
}
