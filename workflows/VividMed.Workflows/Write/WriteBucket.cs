using VividMed.Datasets;
using VividMed.Datasets.Index;
using VividMed.Grounding;
using VividMed.Grounding.Questions;
using VividMed.Shards.Buckets;
using VividMed.Shards.Quality;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Write;

/// <summary>
/// Ends a partition: knows its bucket's key now that every file has been read, and writes records and mark unless the mark stands. The mark
/// comes last: who finds it finds the bucket whole.
/// </summary>
[DurableTask(nameof(WriteBucket))]
public sealed class WriteBucket(PipelineEnvironment environment) : TaskActivity<PartitionReference, StageResult>
{
    /// <summary>The name of the stage in quarantine records.</summary>
    public const string Stage = "write";

    /// <summary>The partition's file that names its bucket, a <see cref="BucketPlace"/>.</summary>
    public const string BucketFile = "bucket";

    public override async Task<StageResult> RunAsync(TaskActivityContext context, PartitionReference input)
    {
        var cancellationToken = environment.Stopping;
        var request = input.Request;
        var folder = environment.Stores.OpenRun(request, input.Attempt);
        await environment.Recipes.CheckTextAsync(folder, request, input.Recipe, cancellationToken);
        var stages = await PartitionStages.ReadAsync(folder, input.Partition, cancellationToken);
        var inputs = new BucketInputs(environment.Stores.OpenDataset(request), stages, environment.Time);
        var studies = await inputs.DescribeAsync(cancellationToken);
        var key = BucketKey.Of(input.Recipe.Whole, stages.Work.Split, studies);
        var mark = await FindAsync(folder, stages, inputs, key, cancellationToken)
            ?? await WriteAsync(folder, input, stages, studies, key, cancellationToken);

        await SourceIndex.WriteNewAsync(folder.Store, $"{request.Run}-{input.Attempt}", input.Partition, inputs.Read, cancellationToken);
        await folder.WriteAsync(folder.Partition(input.Partition, BucketFile), new BucketPlace(mark.Split, mark.Key), cancellationToken);
        return new StageResult((int)mark.Statistics.Samples, mark.Quarantine.Count)
        {
            Reasons = mark.Quarantine.CountBy(static study => study.Reason, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>The bucket as it stands: made before by these files, or not to be made again because trying again changed nothing.</summary>
    private static async Task<BucketMark?> FindAsync(
        RunFolder folder, PartitionStages stages, BucketInputs inputs, string key, CancellationToken cancellationToken)
    {
        var split = stages.Work.Split;
        if (await BucketStore.FindWholeAsync(folder.Store, split, key, cancellationToken) is { } mark) return mark;
        if (stages.Work.Retried is not { } retried) return null;
        return await BucketStore.FindWholeAsync(folder.Store, split, retried.Key, cancellationToken) is { } before
            && Losses(before.Quarantine).SetEquals(Losses(stages.Quarantine))
            && await inputs.EqualAsync(before, cancellationToken)
                ? before
                : null;

        static HashSet<(string, string)> Losses(IEnumerable<QuarantinedStudy> quarantine) =>
            [.. quarantine.Select(static study => (study.Study, study.Reason))];
    }

    private async Task<BucketMark> WriteAsync(
        RunFolder folder, PartitionReference input, PartitionStages stages, IReadOnlyList<BucketStudy> studies, string key,
        CancellationToken cancellationToken)
    {
        var split = stages.Work.Split;
        var (samples, unsound) = Check(stages.Samples);
        var pictures = samples.Count == 0 ? null : stages.Sources.Pictures;
        if (pictures is not null && samples.Count < stages.Localized.Count)
        {
            var kept = samples.Select(static sample => sample.Study).ToHashSet(StringComparer.Ordinal);
            pictures = await PictureWriter.CutAsync(
                folder.Store, split, pictures, await RenderingAsync(folder, cancellationToken),
                [.. stages.Localized.Where(study => kept.Contains(study.Study)).Select(stages.ContentOf)], cancellationToken);
        }

        var records = samples.Count == 0 ? null : await RecordArchive.PublishAsync(folder.Store, split, key, QuestionBalance.Apply(samples, stages.Unreviewed), cancellationToken);
        return await BucketStore.PublishAsync(
            folder.Store,
            new BucketMark(
                BucketMark.SchemaVersion, key, split, input.Recipe.Whole, studies, records?.File, pictures,
                records?.Statistics ?? new ShardStatistics(), [.. stages.Quarantine, .. unsound], stages.Models)
            {
                Fingerprints = stages.Fingerprints(),
                LeftOut = stages.LeftOut(),
            },
            cancellationToken);
    }

    private static async Task<string> RenderingAsync(RunFolder folder, CancellationToken cancellationToken) =>
        (await folder.ReadAsync<Dictionary<string, string>>(folder.Recipe, cancellationToken))["rendering"];

    /// <summary>A sample that no reader would take is its study's trouble, not its bucket's.</summary>
    private static (List<Sample> Sound, List<QuarantinedStudy> Unsound) Check(IReadOnlyList<Sample> samples)
    {
        var (sound, unsound) = (new List<Sample>(samples.Count), new List<QuarantinedStudy>());
        foreach (var sample in samples)
        {
            if (SampleChecks.FindBeforeWriting(sample).FirstOrDefault() is not { } problem) sound.Add(sample);
            else unsound.Add(new QuarantinedStudy(sample.Study, Stage, problem.Code, problem.Message, Input: null));
        }

        return (sound, unsound);
    }
}
